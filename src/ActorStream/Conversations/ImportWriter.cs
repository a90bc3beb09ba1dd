using System.Collections.Immutable;
using ActorStream.Journal;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>How an import ended, told to the conversation.</summary>
internal enum ImportOutcome
{
    /// <summary>Everything is durable.</summary>
    Stored,

    /// <summary>Nothing is stored, or nobody knows.</summary>
    Failed,
}

/// <summary>
/// Writes all events of a conversation through its journal, in one atomic write, and tells the conversation,
/// which is its parent, how that ended. Its own actor cannot persist them: that would give them new numbers,
/// times and bytes.
/// </summary>
internal sealed class ImportWriter : UntypedActor
{
    private readonly IActorRef _journal;
    private readonly string _persistenceId;
    private readonly IReadOnlyList<ImportedEvent> _events;
    private int _stored;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ImportWriter(
        IActorRef journal,
        string persistenceId,
        IReadOnlyList<ImportedEvent> events
    )
    {
        _journal = journal;
        _persistenceId = persistenceId;
        _events = events;
    }

    /// <summary>A writer of these events, at least one, in the order of their numbers.</summary>
    public static Props Props(
        IActorRef journal,
        string persistenceId,
        IReadOnlyList<ImportedEvent> events
    ) => Akka.Actor.Props.Create(() => new ImportWriter(journal, persistenceId, events));

    /// <inheritdoc />
    protected override void PreStart()
    {
        var rows = _events.Select(
            IPersistentRepresentation (one) => new ImportedRepresentation(_persistenceId, one)
        );
        _journal.Tell(new WriteMessages([new AtomicWrite(rows.ToImmutableList())], Self, 1), Self);
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess when ++_stored < _events.Count:
                break;
            // What is left of an erased conversation: the mark is the journal's own to make.
            case WriteMessageSuccess when _events is [.., { IsDeleted: true } last]:
                _journal.Tell(new DeleteMessagesTo(_persistenceId, last.SequenceNr, Self), Self);
                break;
            case WriteMessageSuccess:
            case DeleteMessagesSuccess:
                End(ImportOutcome.Stored);
                break;
            case WriteMessagesFailed:
            case WriteMessageRejected:
            case DeleteMessagesFailure:
                End(ImportOutcome.Failed);
                break;
        }
    }

    private void End(ImportOutcome outcome)
    {
        Context.Parent.Tell(outcome);
        Context.Stop(Self);
    }
}
