using ActorStream.Catalog;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Observability;
using ActorStream.Regions;
using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>
/// A conversation that comes from another journal. Its actor is the only one that may write its events, so
/// it has them written, takes nothing else meanwhile, and leaves the memory: the next one reads them.
/// </summary>
internal sealed partial class ConversationActor
{
    private ImportConversation? _import;
    private IActorRef? _importer;

    private void OnImport(ImportConversation import)
    {
        // An erased conversation has a number too, and none is ever used twice.
        if (_damage is not null || _state.Exists || LastSequenceNr > 0 || _writes > 0)
        {
            Sender.Tell(new CommandRefused(RefusalReason.ConversationExists));
            return;
        }

        (_import, _importer) = (import, Sender);
        Context.ActorOf(ImportWriter.Props(Journal, PersistenceId, import.Events), "import");
    }

    private void OnImportEnded(ImportOutcome outcome)
    {
        if (_import is not { } import || _importer is not { } importer)
            return;
        _importer = null;
        // Nobody knows whether it is there; if it is, and its turn is open, that has to be marked.
        var isUnfinished = true;
        if (outcome == ImportOutcome.Stored)
        {
            isUnfinished = PublishImported(import);
            importer.Tell(new ConversationImported(_id, import.Events.Count));
        }
        else
        {
            importer.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        }

        Context.Parent.Tell(ConversationLife.Idle);
        // An open turn has no provider here, and an erasure may be half done: the next life finishes both, as
        // after a crash.
        if (isUnfinished)
            Context.Parent.Tell(new WakeConversation(_id), ActorRefs.NoSender);
    }

    /// <summary>Tells the list and the followers; true if there is something left to finish.</summary>
    private bool PublishImported(ImportConversation import)
    {
        var index = new ConversationIndex();
        foreach (var one in import.Events.Where(one => one.IsTagged))
        {
            index.Replay(
                _id,
                one.SequenceNr,
                ConversationEventCodec.Decode(one.Manifest, one.Payload)
            );
        }

        var last = import.Events[^1].SequenceNr;
        _observer.Written(new(_id, last, import.Events.Count, 0, 0, TimeSpan.Zero, MailboxDepth));
        // What was erased elsewhere is nothing that a list shows.
        if (index.Find(_id) is not { IsDeleted: false } entry)
            return true;
        Context.System.EventStream.Publish(entry with { SequenceNr = last });
        return entry.IsRunning;
    }
}
