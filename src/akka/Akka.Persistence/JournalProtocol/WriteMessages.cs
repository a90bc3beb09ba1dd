using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to store events, each <see cref="AtomicWrite" /> wholly or not at all.</summary>
public sealed class WriteMessages : IJournalRequest, IEquatable<WriteMessages>
{
    // An AtomicWrite or an IEnumerable<IPersistentEnvelope>: most writes are one event, and need no list.
    private readonly object _messages;

    /// <summary>Creates a request.</summary>
    public WriteMessages(
        IEnumerable<IPersistentEnvelope> messages,
        IActorRef persistentActor,
        int actorInstanceId
    )
    {
        _messages = messages;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    internal WriteMessages(AtomicWrite message, IActorRef persistentActor, int actorInstanceId)
    {
        _messages = message;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>What to store, in order.</summary>
    public IEnumerable<IPersistentEnvelope> Messages =>
        _messages is AtomicWrite one ? [one] : (IEnumerable<IPersistentEnvelope>)_messages;

    /// <summary>Who is answered.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>Which incarnation of the actor asks.</summary>
    public int ActorInstanceId { get; }

    /// <summary>The only message, or null when there are several (or none).</summary>
    internal AtomicWrite? Single => _messages as AtomicWrite;

    /// <summary>
    /// Set by an actor that takes this very object back as the answer to the whole write, with
    /// <see cref="Failure" /> or <see cref="Rejections" /> filled in: one message instead of one
    /// for each event. Such an actor has one write under way at a time.
    /// </summary>
    internal bool AnswerInPlace { get; init; }

    /// <summary>Why the write failed, or null.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>For each atomic write the reason why it was refused, or null; null: none was.</summary>
    internal IReadOnlyList<Exception?>? Rejections { get; set; }

    /// <summary>How many events of the answer have been handled; kept by the actor.</summary>
    internal int Handled { get; set; }

    /// <inheritdoc />
    public bool Equals(WriteMessages? other) =>
        other is not null
        && ActorInstanceId == other.ActorInstanceId
        && Equals(PersistentActor, other.PersistentActor)
        && (ReferenceEquals(_messages, other._messages) || Messages.SequenceEqual(other.Messages));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WriteMessages);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistentActor, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() =>
        $"WriteMessages({string.Join(", ", Messages)}, {PersistentActor}, {ActorInstanceId})";
}
