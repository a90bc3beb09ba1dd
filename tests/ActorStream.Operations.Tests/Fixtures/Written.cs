using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Tests.Fixtures;

/// <summary>Conversations as today's server writes them, with checksums, tags and snapshots.</summary>
internal static class Written
{
    /// <summary>Who wrote them, in the form that persistent actors give themselves.</summary>
    public const string Writer = "0f8fad5bd9cb469fa16570867728950e";

    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A conversation of finished turns: 1 + turns * (chunks + 2) rows.</summary>
    public static List<JournalRow> Conversation(
        string id = Rows.A,
        int turns = 3,
        int chunks = 4,
        string text = "wörd 🙂 ",
        string? tenant = null,
        string incarnation = "0123abcd"
    )
    {
        List<ConversationEvent> events = [new ConversationStarted(incarnation, "T", Noon, tenant)];
        for (var turn = 1; turn <= turns; turn++)
        {
            events.Add(new TurnStarted(new(turn), $"{text}?", "demo", null, null, null, Noon));
            for (var chunk = 0; chunk < chunks; chunk++)
                events.Add(new ChunkAppended(new(turn), ChunkKind.Text, text + chunk, Noon));
            events.Add(new TurnCompleted(new(turn), "stop", null, Noon));
        }

        return [.. events.Select((@event, i) => Row(id, i + 1, @event))];
    }

    public static JournalRow Row(string id, long sequenceNr, ConversationEvent @event) =>
        new(
            0,
            id,
            sequenceNr,
            Noon.AddSeconds(sequenceNr).UtcTicks,
            false,
            ConversationEventCodec.ManifestOf(@event),
            ConversationEventCodec.Encode(@event),
            ConversationEventSerializer.StableIdentifier,
            Writer
        )
        {
            Tags = @event is ChunkAppended ? [] : [ConversationTagger.Tag],
        };

    /// <summary>What is left of an erased conversation.</summary>
    public static JournalRow Erased(string id, long sequenceNr) =>
        Row(id, sequenceNr, new ConversationDeleted(Noon)) with
        {
            IsDeleted = true,
        };

    /// <summary>The snapshot after so many of these rows.</summary>
    public static SnapshotRow Snapshot(IReadOnlyList<JournalRow> rows, int after)
    {
        var transcript = new Transcript();
        foreach (var row in rows.Take(after))
            transcript.Apply(ConversationEventCodec.Decode(row.Manifest, row.Payload));
        return new(
            rows[0].PersistenceId,
            after,
            Noon.UtcTicks,
            Manifests.Snapshot,
            ConversationEventCodec.Encode(Snapshots.Take(transcript)),
            ConversationEventSerializer.StableIdentifier
        );
    }

    /// <summary>Writes rows and snapshots.</summary>
    public static async Task WriteAsync(
        TestStore store,
        IReadOnlyList<JournalRow> rows,
        params SnapshotRow[] snapshots
    )
    {
        await store.WriteAsync([.. rows]);
        if (snapshots.Length == 0)
            return;
        await using var maintenance = await store.Target.OpenForMaintenanceAsync();
        await using var transaction = await maintenance.BeginAsync();
        await transaction.SaveSnapshotsAsync(snapshots);
        await transaction.CommitAsync();
    }
}
