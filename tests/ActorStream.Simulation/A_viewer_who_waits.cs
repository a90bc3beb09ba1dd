using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Simulation;

/// <summary>Heartbeats come of one timer that outlives the questions: it must not be late for any of them.</summary>
public sealed class A_viewer_who_waits
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly List<ViewItem> _shown = [];

    private int Heartbeats => _shown.OfType<ViewItem.Heartbeat>().Count();

    [EngineFact]
    public void Is_told_of_every_silence_and_of_none_while_there_is_something_to_read()
    {
        using var store = new FaultyStore();
        using var run = DeterministicRun.Start(1);
        var node = SimulatedNode.Start(run, SimulatedNode.ConfigurationOf(store.Name));
        var id = ConversationId.New();
        Ask(run, node, new StartConversation(id, "0123abcd", null));
        Ask(
            run,
            node,
            new SubmitPrompt(id, "Hello", "scripted", null, null, null, WhileRunning.Reject)
        );
        _ = run.Spawn(
            node.System,
            "viewer",
            () => node.Gateway.View(id, null).RunForeach(_shown.Add, node.Gateway.Materializer)
        );
        var turn = node.Provider.Asked.Single();

        for (var chunk = 0; chunk < 12; chunk++)
        {
            turn.Say("word ");
            run.Advance(TimeSpan.FromSeconds(4));
        }

        Heartbeats.ShouldBe(0);
        turn.Finish();
        run.Advance(Heartbeat);
        Heartbeats.ShouldBe(1);
        run.Advance(Heartbeat);
        Heartbeats.ShouldBe(2);
    }

    private static void Ask(DeterministicRun run, SimulatedNode node, IConversationMessage message)
    {
        node.Ask(message, static _ => { });
        run.Advance(TimeSpan.FromSeconds(1));
    }
}
