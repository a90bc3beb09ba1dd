using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The defaults of <c>akka.persistence</c>.</summary>
internal static class ReferenceConfig
{
    private static readonly Lazy<Config> Parsed = new(static () =>
        ConfigurationFactory.ParseString(Text)
    );

    public static Config Value => Parsed.Value;

    private const string Text = """
        akka.persistence {
          # More actors than this do not recover at once; the others wait for their turn.
          max-concurrent-recoveries = 50

          # What happens to a command that a bounded internal stash has no room for.
          internal-stash-overflow-strategy = "Akka.Persistence.ThrowExceptionConfigurator, Akka.Persistence"

          journal {
            # The configuration path of the journal of all actors that name none.
            plugin = "akka.persistence.journal.inmem"
            auto-start-journals = []

            inmem {
              class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
          }

          snapshot-store {
            # The same for snapshots; empty: none are kept.
            plugin = ""
            auto-start-snapshot-stores = []

            inmem {
              class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
          }

          no-snapshot-store {
            class = "Akka.Persistence.Snapshot.NoSnapshotStore, Akka.Persistence"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }

          # What every journal's own section falls back to.
          journal-plugin-fallback {
            class = ""
            plugin-dispatcher = "akka.actor.default-dispatcher"
            max-message-batch-size = 200

            # A recovery fails when the journal is silent for so long.
            recovery-event-timeout = 30s

            circuit-breaker {
              max-failures = 10
              call-timeout = 10s
              reset-timeout = 30s
            }

            # Finds events of two writers at once: off, warn, fail or repair-by-discard-old.
            replay-filter {
              mode = repair-by-discard-old
              window-size = 100
              max-old-writers = 10
              debug = off
            }

            event-adapters {}
            event-adapter-bindings {}
          }

          snapshot-store-plugin-fallback {
            class = ""
            plugin-dispatcher = "akka.actor.default-dispatcher"

            circuit-breaker {
              max-failures = 5
              call-timeout = 20s
              reset-timeout = 60s
            }
          }

          # Whether plug-ins also publish what they are asked to the event stream.
          publish-confirmations = off
          publish-plugin-commands = off
        }
        """;
}
