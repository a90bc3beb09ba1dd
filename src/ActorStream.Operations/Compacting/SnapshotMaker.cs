using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Compacting;

/// <summary>Makes a conversation's snapshot as the server would at the end of its last turn.</summary>
public static class SnapshotMaker
{
    /// <summary>Makes a snapshot in place of those that there are.</summary>
    /// <returns>The number of the last event that is in it; null if the conversation has no finished turn.</returns>
    /// <exception cref="JournalProblem">A row is damaged.</exception>
    public static async Task<long?> MakeAsync(
        IJournalMaintenance maintenance,
        string persistenceId,
        DateTimeOffset now,
        CancellationToken cancellation = default
    )
    {
        var events = await EventsAsync(maintenance.Database, persistenceId, cancellation);
        var last = events.FindLastIndex(@event => @event is TurnEnded);
        if (last < 0 || events[^1] is ConversationDeleted)
            return null;
        var transcript = new Transcript();
        for (var i = 0; i <= last; i++)
            transcript.Apply(events[i]);
        var snapshot = Snapshots.Take(transcript);
        await using var transaction = await maintenance.BeginAsync(cancellation);
        await transaction.DeleteSnapshotsAsync(
            persistenceId,
            long.MinValue,
            long.MaxValue,
            cancellation
        );
        await transaction.SaveSnapshotsAsync(
            [
                new(
                    persistenceId,
                    snapshot.SequenceNr,
                    now.UtcTicks,
                    Manifests.Snapshot,
                    ConversationEventCodec.Encode(snapshot),
                    ConversationEventSerializer.StableIdentifier
                ),
            ],
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return snapshot.SequenceNr;
    }

    private static async Task<List<ConversationEvent>> EventsAsync(
        IJournalDatabase database,
        string persistenceId,
        CancellationToken cancellation
    )
    {
        Finding? damage = null;
        var check = new ConversationCheck(persistenceId, [], finding => damage ??= finding);
        var events = new List<ConversationEvent>();
        await foreach (
            var row in database.RowsAsync(
                persistenceId,
                from: long.MinValue,
                withTags: true,
                cancellation: cancellation
            )
        )
        {
            var read = CheckedRow.Of(row);
            check.Add(read);
            if (damage is not null)
                throw new JournalProblem($"Event {damage.SequenceNr} is damaged: heal it first.");
            events.Add(read.Event!);
        }

        return events;
    }
}
