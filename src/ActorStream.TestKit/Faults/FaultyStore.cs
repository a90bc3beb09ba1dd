using System.Collections.Concurrent;
using Akka.Configuration;

namespace ActorStream.TestKit.Faults;

/// <summary>
/// The disk of a scenario: events and snapshots, kept in memory outside of any actor system, so that they
/// survive a system that is killed. What goes wrong with it is up to <see cref="Faults"/>.
/// </summary>
/// <remarks>
/// <para>
/// An actor system uses it by <see cref="Configuration"/>: journal, snapshot store and read journal are
/// plug-ins that find the store by its name. Events are kept as bytes, as a database would, and a number
/// is taken once: a second write of it fails, as it would by a primary key.
/// </para>
/// <para>Safe for any thread. Dispose it to forget its name.</para>
/// </remarks>
/// <example>
/// <code>
/// using var store = new FaultyStore();
/// var system = ActorSystem.Create("node", store.Configuration.WithFallback(mine));
/// using (store.Suffer(FaultPlan.Always(StoreOperation.Write, Fault.Fails)))
/// {
///     // Every write fails here.
/// }
/// </code>
/// </example>
public sealed partial class FaultyStore : IDisposable
{
    private static readonly ConcurrentDictionary<string, FaultyStore> Open = new(
        StringComparer.Ordinal
    );

    private static long names;

    private readonly Lock gate = new();
    private volatile IFaultPlan faults = FaultPlan.None;

    /// <summary>Opens an empty store.</summary>
    /// <param name="name">The name that the configuration gives it; a fresh one unless given.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public FaultyStore(string? name = null)
    {
        Name = name ?? $"store-{Interlocked.Increment(ref names)}";
        if (!Open.TryAdd(Name, this))
        {
            throw new ArgumentException($"A store {Name} is open already.", nameof(name));
        }
    }

    /// <summary>How plug-ins find it.</summary>
    public string Name { get; }

    /// <summary>What goes wrong from now on; nothing unless set.</summary>
    public IFaultPlan Faults
    {
        get => faults;
        set => faults = value ?? FaultPlan.None;
    }

    /// <summary>Told of each call and of what happens to it, for a trace. May be called by any thread.</summary>
    public Action<string>? Watcher { get; set; }

    /// <summary>The plug-ins; the default ones of the actor system, too.</summary>
    public Config Configuration =>
        ConfigurationFactory
            .ParseString(
                $$"""
                akka.persistence.journal.faulty.store = "{{Name}}"
                akka.persistence.snapshot-store.faulty.store = "{{Name}}"
                akka.persistence.query.journal.faulty.store = "{{Name}}"
                """
            )
            .WithFallback(PlugIns);

    /// <summary>
    /// The plug-ins without the store's name: what many runs have in common can be merged once.
    /// </summary>
    public static Config PlugIns { get; } =
        ConfigurationFactory.ParseString(
            """
            akka.persistence {
              journal {
                plugin = "akka.persistence.journal.faulty"
                faulty {
                  class = "ActorStream.TestKit.Faults.FaultyJournal, ActorStream.TestKit"
                  plugin-dispatcher = "akka.actor.default-dispatcher"
                }
              }
              snapshot-store {
                plugin = "akka.persistence.snapshot-store.faulty"
                faulty {
                  class = "ActorStream.TestKit.Faults.FaultySnapshotStore, ActorStream.TestKit"
                  plugin-dispatcher = "akka.actor.default-dispatcher"
                }
              }
              query.journal.faulty {
                class = "ActorStream.TestKit.Faults.FaultyReadJournalProvider, ActorStream.TestKit"
              }
            }
            """
        );

    /// <summary>The store of a plug-in's section.</summary>
    /// <exception cref="ArgumentException">None of that name is open.</exception>
    internal static FaultyStore Of(Config section)
    {
        var name = section.GetString("store", "");
        return Open.TryGetValue(name, out var store)
            ? store
            : throw new ArgumentException(
                $"No store '{name}' is open: add {nameof(FaultyStore)}.{nameof(Configuration)}.",
                nameof(section)
            );
    }

    /// <summary>Another plan until what this returns is disposed.</summary>
    public IDisposable Suffer(IFaultPlan plan)
    {
        var before = Faults;
        Faults = plan;
        return new Relief(this, before);
    }

    /// <summary>Forgets its name.</summary>
    public void Dispose() => Open.TryRemove(KeyValuePair.Create(Name, this));

    internal Fault Ask(StoreCall call)
    {
        var fault = Faults.Next(call);
        if (Watcher is { } watcher)
        {
            watcher(
                $"{call.Operation} {call.PersistenceId}"
                    + (call.Events.Count > 0 ? $" {call.Events.Count}" : "")
                    + (fault == Fault.None ? "" : $": {Describe(fault)}")
            );
        }
        return fault;
    }

    private static string Describe(Fault fault) =>
        fault.Kind
        + (fault.Before > TimeSpan.Zero ? $", {fault.Before.Ticks} before" : "")
        + (fault.After > TimeSpan.Zero ? $", {fault.After.Ticks} after" : "");

    private sealed class Relief(FaultyStore store, IFaultPlan before) : IDisposable
    {
        public void Dispose() => store.Faults = before;
    }
}
