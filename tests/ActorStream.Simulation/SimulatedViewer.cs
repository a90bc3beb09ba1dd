using ActorStream.Conversations;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.Views;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Simulation;

/// <summary>
/// A viewer with a memory: it comes with its cursor, goes, and comes again. Whatever it is shown must be
/// in the journal by then (I1), and follow what it was shown before (I2).
/// </summary>
internal sealed class SimulatedViewer(
    string name,
    SimulatedConversation conversation,
    FaultyStore store,
    DeterministicRun run,
    Report report
)
{
    private readonly ConversationId _id = conversation.Id;
    private UniqueKillSwitch? _killSwitch;
    private int _connections;

    public bool IsConnected { get; private set; }

    public SimulatedConversation Conversation => conversation;

    public Cursor? Last { get; private set; }

    public void Connect(SimulatedNode node)
    {
        IsConnected = true;
        var connection = ++_connections;
        report.Count(Last is null ? "viewer joins" : "viewer resumes");
        _ = run.Spawn(node.System, name, () => WatchAsync(node, connection));
    }

    public void Leave()
    {
        IsConnected = false;
        _connections++;
        _killSwitch?.Shutdown();
    }

    /// <summary>Its connection went down with the process.</summary>
    public void Drop()
    {
        IsConnected = false;
        _connections++;
    }

    private async Task WatchAsync(SimulatedNode node, int connection)
    {
        if (connection != _connections)
            return;
        var (killSwitch, end) = node
            .Gateway.View(_id, Last)
            .ViaMaterialized(KillSwitches.Single<ViewItem>(), Keep.Right)
            .ToMaterialized(
                Sink.ForEach<ViewItem>(item =>
                {
                    if (connection == _connections)
                        Show(item);
                }),
                Keep.Both
            )
            .Run(node.Gateway.Materializer);
        _killSwitch = killSwitch;
        try
        {
            await end;
            report.Count("view ended");
        }
        catch (SimulatedFaultException)
        {
            report.Count("view failed");
        }

        if (connection == _connections)
            IsConnected = false;
    }

    private void Show(ViewItem item)
    {
        switch (item)
        {
            case ViewItem.Events events:
                foreach (var @event in events.Items)
                    Show(@event);
                break;
            case ViewItem.Reset:
                report.Check(false, "I2", () => $"{name} was reset at {Last}.");
                break;
            default:
                report.Count("heartbeat");
                break;
        }
    }

    private void Show(JournaledEvent @event)
    {
        var cursor = @event.Cursor;
        run.Note($"{name} sees {cursor} {@event.Event.GetType().Name}");
        report.Count("event shown");
        report.Check(
            cursor.SequenceNr == (Last?.SequenceNr ?? 0) + 1,
            "I2",
            () => $"{name} was at {Last}, and was shown {cursor}."
        );
        report.Check(
            conversation.MayBeErased
                || store.EventAt(_id.PersistenceId, cursor.SequenceNr)?.Event.Equals(@event.Event)
                    == true,
            "I1",
            () => $"{name} was shown {cursor}, {@event.Event}, which is not in the journal."
        );
        Last = cursor;
    }
}
