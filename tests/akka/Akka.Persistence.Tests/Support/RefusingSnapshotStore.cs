using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>
/// A snapshot store that is a plain actor and speaks the protocol only: it saves and deletes nothing, and
/// cannot read the snapshots of persistence ids that say so.
/// </summary>
public sealed class RefusingSnapshotStore : ReceiveActor
{
    public const string Config = """
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.refusing"
        akka.persistence.snapshot-store.refusing {
          class = "Akka.Persistence.Tests.Support.RefusingSnapshotStore, Akka.Persistence.Tests"
        }
        """;

    public const string Unreadable = "unreadable";

    private static readonly IOException Cause = new("no room");

    public RefusingSnapshotStore()
    {
        Receive<LoadSnapshot>(load =>
        {
            object answer = load.PersistenceId.EndsWith(Unreadable, StringComparison.Ordinal)
                ? new LoadSnapshotFailed(new InvalidDataException("damaged"))
                : new LoadSnapshotResult(null!, load.ToSequenceNr);
            Sender.Tell(answer);
        });
        Receive<SaveSnapshot>(save => Sender.Tell(new SaveSnapshotFailure(save.Metadata, Cause)));
        Receive<DeleteSnapshot>(delete =>
            Sender.Tell(new DeleteSnapshotFailure(delete.Metadata, Cause))
        );
        Receive<DeleteSnapshots>(delete =>
            Sender.Tell(new DeleteSnapshotsFailure(delete.Criteria, Cause))
        );
    }
}
