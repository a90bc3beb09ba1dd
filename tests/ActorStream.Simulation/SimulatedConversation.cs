using System.Text;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>What clients know of one conversation: every promise that they were given.</summary>
internal sealed class SimulatedConversation(
    ConversationId id,
    string incarnation,
    FaultyStore store,
    Report report
)
{
    private readonly Dictionary<string, TurnId> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<TurnId, StringBuilder> _said = [];

    public ConversationId Id => id;

    public bool IsCreated { get; private set; }

    /// <summary>Whether anybody has asked for its erasure, and whether that was acknowledged.</summary>
    public bool MayBeErased { get; set; }

    public bool IsErased { get; private set; }

    public HashSet<TurnId> Accepted { get; } = [];

    public Dictionary<TurnId, Cursor> Stopped { get; } = [];

    public StartConversation Start() => new(id, incarnation, null);

    /// <summary>What the provider has said for a turn, in all lives of the process together.</summary>
    public StringBuilder SaidIn(TurnId turn)
    {
        if (!_said.TryGetValue(turn, out var said))
            _said.Add(turn, said = new StringBuilder());
        return said;
    }

    /// <summary>The provider is asked once a turn, and never again after a restart (I10).</summary>
    public void OnAsked(TurnId turn) =>
        report.Check(_said.TryAdd(turn, new StringBuilder()), "I10", () => $"{turn} asked twice.");

    public void OnReply(object reply, string? key = null)
    {
        report.Count(
            reply is CommandRefused refused ? $"refused {refused.Reason}" : reply.GetType().Name
        );
        switch (reply)
        {
            case ConversationCreated created:
                IsCreated = true;
                ExpectStored<ConversationStarted>(created.Cursor, static _ => true);
                break;
            case PromptAccepted accepted:
                Accepted.Add(accepted.TurnId);
                ExpectStored<TurnStarted>(accepted.Cursor, e => e.TurnId == accepted.TurnId);
                if (key is not null)
                    ExpectSameTurn(key, accepted.TurnId);
                break;
            case TurnStopped stopped:
                ExpectStored<TurnAborted>(stopped.Cursor, e => e.TurnId == stopped.TurnId);
                report.Check(
                    Stopped.TryAdd(stopped.TurnId, stopped.Cursor)
                        || Stopped[stopped.TurnId] == stopped.Cursor,
                    "I8",
                    () => $"{stopped.TurnId} was stopped at two places."
                );
                break;
            case ConversationErased:
                IsErased = true;
                report.Check(
                    store.EventsOf(id.PersistenceId).Count == 0,
                    "I19",
                    () => $"{id} was erased, and has events."
                );
                break;
            case ConversationTranscript transcript:
                ExpectStored<ConversationEvent>(transcript.Cursor, static _ => true);
                break;
        }
    }

    /// <summary>Nothing is acknowledged before it is stored (I1, I3, I8).</summary>
    private void ExpectStored<T>(Cursor cursor, Func<T, bool> isIt) =>
        report.Check(
            MayBeErased
                || cursor.Incarnation == incarnation
                    && store.EventAt(id.PersistenceId, cursor.SequenceNr)?.Event is T stored
                    && isIt(stored),
            "I3",
            () => $"a reply speaks of {typeof(T).Name} at {cursor}, which is not there."
        );

    private void ExpectSameTurn(string key, TurnId turn)
    {
        if (!_keys.TryAdd(key, turn))
        {
            report.Check(
                _keys[key] == turn,
                "I4",
                () => $"key {key} made {_keys[key]} and {turn}."
            );
        }
    }
}
