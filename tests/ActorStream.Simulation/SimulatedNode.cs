using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.TestKit.Providers;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Simulation;

/// <summary>One life of the process: an actor system with the product in it, and its provider.</summary>
internal sealed class SimulatedNode
{
    private static readonly Config Settings = DeterministicRun.Prepare(
        ConfigurationFactory
            .ParseString(
                """
                akka.persistence.journal.faulty {
                  event-adapters {
                    conversation-tagger = "ActorStream.Journal.ConversationTagger, ActorStream"
                  }
                  event-adapter-bindings {
                    "ActorStream.Conversations.Events.ConversationEvent, ActorStream" = conversation-tagger
                  }
                }
                actorstream {
                  read-journal = "akka.persistence.query.journal.faulty"
                  conversations { passivate-after = 20s, snapshot-after-events = 8 }
                  # Small, so that prompts are too many, batches are cut, viewers fall behind and answers run out of time.
                  turns {
                    max-open = 2
                    first-chunk-timeout = 20s
                    idle-timeout = 10s
                    total-timeout = 60s
                    max-batch-length = 160
                    max-answer-length = 2000
                  }
                  views { heartbeat = 15s, tail-events = 6, tail-length = 400 }
                }
                akka.loglevel = OFF
                """
            )
            .WithFallback(FaultyStore.PlugIns)
            .WithFallback(HoconFolder.Load("reference.conf"))
    );

    private readonly DeterministicRun _run;

    private SimulatedNode(DeterministicRun run, ActorSystem system)
    {
        _run = run;
        System = system;
        Gateway = ConversationGateway.Start(system, new ProviderRegistry([Provider]));
    }

    public ActorSystem System { get; }

    public ConversationGateway Gateway { get; }

    public ScriptedProvider Provider { get; } = new();

    /// <summary>The configuration of a store; merged once for all runs that use its name.</summary>
    public static Config ConfigurationOf(string storeName) =>
        ConfigurationFactory
            .ParseString(
                $$"""
                akka.persistence.journal.faulty.store = "{{storeName}}"
                akka.persistence.snapshot-store.faulty.store = "{{storeName}}"
                akka.persistence.query.journal.faulty.store = "{{storeName}}"
                """
            )
            .WithFallback(Settings);

    public static SimulatedNode Start(DeterministicRun run, Config configuration) =>
        new(run, run.CreateSystem("node", configuration));

    /// <summary>A client's request; the reply is handled inside the run.</summary>
    public void Ask(IConversationMessage message, Action<object> onReply) =>
        _ = _run.Spawn(
            System,
            $"client {message.GetType().Name}",
            async () => onReply(await Gateway.AskAsync(message, CancellationToken.None))
        );

    public void Kill() => _run.Crash(System);
}
