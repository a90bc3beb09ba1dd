using System.Collections.Immutable;
using ActorStream.Conversations.Events;

namespace ActorStream.Conversations;

/// <summary>
/// What a conversation must know to decide: no clock, no I/O, no actor. The state runs ahead of the
/// journal by the writes that are under way, so decisions never have to wait for them; that is safe
/// because a failed write ends the actor, and the next one starts from what the journal really has.
/// </summary>
public sealed partial record ConversationState
{
    private ConversationState() { }

    /// <summary>Before anything was written.</summary>
    public static ConversationState Empty { get; } = new();

    /// <summary>Set by the first event, null before.</summary>
    public string? Incarnation { get; private init; }

    /// <summary>The given title, or null.</summary>
    public string? Title { get; private init; }

    /// <summary>When the conversation began.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>The number of the last event, 0 before the first.</summary>
    public long SequenceNr { get; private init; }

    /// <summary>Every turn; <c>t1</c> is at index 0.</summary>
    public ImmutableList<TurnRecord> Turns { get; private init; } = [];

    /// <summary>Idempotency keys and the turns they made.</summary>
    public ImmutableDictionary<string, TurnId> Keys { get; private init; } =
        ImmutableDictionary.Create<string, TurnId>(StringComparer.Ordinal);

    /// <summary>Whether the conversation was erased.</summary>
    public bool IsDeleted { get; private init; }

    /// <summary>Whether there is a conversation to talk to.</summary>
    public bool Exists => Incarnation is not null && !IsDeleted;

    /// <summary>The turn that is being answered, or null.</summary>
    public TurnRecord? OpenTurn => Turns is [.., { Status: TurnStatus.Running } last] ? last : null;

    /// <summary>The cursor of the event with this number.</summary>
    public Cursor CursorAt(long sequenceNr) => new(Incarnation ?? "", sequenceNr);

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow: a bug, or a damaged journal.</exception>
    public ConversationState Apply(ConversationEvent @event)
    {
        var next = this with { SequenceNr = SequenceNr + 1 };
        return @event switch
        {
            ChunkAppended chunk => next.Expecting(chunk),
            ConversationStarted started when Incarnation is null => next with
            {
                Incarnation = started.Incarnation,
                Title = started.Title,
                StartedAt = started.At,
            },
            TurnStarted started when Exists && OpenTurn is null => next.Open(started),
            TurnEnded ended => next.Expecting(ended).Close(StatusOf(ended)),
            ConversationDeleted when Exists && OpenTurn is null => next with { IsDeleted = true },
            _ => throw new InvalidOperationException(
                $"{@event.GetType().Name} cannot be number {next.SequenceNr} of this conversation."
            ),
        };
    }

    /// <summary>The status that an end gives to its turn.</summary>
    public static TurnStatus StatusOf(TurnEnded ended) =>
        ended switch
        {
            TurnCompleted => TurnStatus.Completed,
            TurnAborted => TurnStatus.Aborted,
            TurnFailed => TurnStatus.Failed,
            TurnInterrupted => TurnStatus.Interrupted,
            _ => throw new ArgumentOutOfRangeException(nameof(ended), ended, "No such end."),
        };

    /// <summary>Of a conversation that was erased at this number, and of which no more is known.</summary>
    internal static ConversationState Erased(long sequenceNr) =>
        new() { SequenceNr = sequenceNr, IsDeleted = true };

    /// <summary>The state that a snapshot was made of.</summary>
    internal static ConversationState Restore(
        ConversationStarted started,
        long sequenceNr,
        IEnumerable<TurnRecord> turns,
        IEnumerable<KeyValuePair<string, TurnId>> keys
    ) =>
        new()
        {
            Incarnation = started.Incarnation,
            Title = started.Title,
            StartedAt = started.At,
            SequenceNr = sequenceNr,
            Turns = [.. turns],
            Keys = Empty.Keys.AddRange(keys),
        };

    private ConversationState Open(TurnStarted started)
    {
        if (started.TurnId.Number != Turns.Count + 1)
            throw new InvalidOperationException($"{started.TurnId} cannot follow t{Turns.Count}.");
        return this with
        {
            Turns = Turns.Add(
                new(
                    started.TurnId,
                    TurnStatus.Running,
                    SequenceNr,
                    0,
                    started.Idempotency?.BodyHash
                )
            ),
            Keys = started.Idempotency is { Key: var key }
                ? Keys.SetItem(key, started.TurnId)
                : Keys,
        };
    }

    private ConversationState Close(TurnStatus status) =>
        this with
        {
            Turns = Turns.SetItem(
                Turns.Count - 1,
                Turns[^1] with
                {
                    Status = status,
                    EndedSequenceNr = SequenceNr,
                }
            ),
        };

    private ConversationState Expecting(TurnEvent @event) =>
        OpenTurn?.TurnId == @event.TurnId
            ? this
            : throw new InvalidOperationException(
                $"{@event.GetType().Name} of {@event.TurnId} came while that turn was not open."
            );
}
