using System.Security.Cryptography;
using System.Text;
using ActorStream.Benchmarks.Measuring;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using Microsoft.Data.Sqlite;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// Verifies a million events in an SQLite file, then plants a thousand corruptions and counts those that are
/// found in their places.
/// </summary>
internal static class VerifyBenchmark
{
    private const int Conversations = 1_000;
    private const int EventsEach = 1_000;
    private const int ChunksEach = 98;
    private const int Corruptions = 1_000;
    private const int LostEnds = 50;
    private const int StrayTags = 50;
    private const int MaxLostRows = 40;
    private const int LastBeforeLastTurn = 901;
    private const int Seed = 20_260_131;
    private const int Rounds = 5;

    /// <summary>Prints the figures; returns 1 if a corruption was missed or made up.</summary>
    internal static async Task<int> RunAsync(Report report, TextWriter output)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        try
        {
            var target = JournalTarget.Sqlite(Path.Combine(folder, "journal.db"));
            var ids = Enumerable
                .Range(0, Conversations)
                .Select(i => $"conversation-{i:d26}")
                .ToArray();
            await FillAsync(target, ids);
            report.Rate(
                "verify, SQLite, a million events",
                "events",
                await Report.RoundsAsync(Rounds, () => VerifyAsync(target, static _ => { }))
            );
            return await PlantAsync(target, ids, output);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Sample> VerifyAsync(JournalTarget target, Action<Finding> found)
    {
        await using var database = await target.OpenAsync();
        var lap = Lap.Start();
        var summary = await JournalVerifier.VerifyAsync(database, found);
        return lap.End(summary.Rows);
    }

    private static async Task<int> PlantAsync(JournalTarget target, string[] ids, TextWriter output)
    {
        var random = new Random(Seed);
        var planted = new HashSet<(string, long)>();
        await using (var maintenance = await target.OpenForMaintenanceAsync())
        {
            await using var transaction = await maintenance.BeginAsync();
            while (planted.Count < Corruptions - LostEnds - StrayTags)
            {
                var at = (ids[random.Next(ids.Length)], (long)random.Next(1, LastBeforeLastTurn));
                // Not beside another: two missing rows in a run are one finding.
                if (
                    planted.Contains(at)
                    || planted.Contains((at.Item1, at.Item2 - 1))
                    || planted.Contains((at.Item1, at.Item2 + 1))
                )
                {
                    continue;
                }

                planted.Add(at);
                await HarmAsync(maintenance.Database, transaction, at, random);
            }

            await transaction.CommitAsync();
        }

        Plant(target.Name, ids, random, planted);
        var found = new HashSet<(string, long)>();
        await VerifyAsync(target, one => found.Add((one.PersistenceId, one.SequenceNr)));
        var hits = found.Count(planted.Contains);
        await output.WriteLineAsync(
            $"verify: {hits:N0} of {planted.Count:N0} planted corruptions found, "
                + $"{found.Count - hits:N0} that were none (seed {Seed})"
        );
        return hits == planted.Count && found.Count == hits ? 0 : 1;
    }

    private static async Task HarmAsync(
        IJournalDatabase database,
        IJournalTransaction transaction,
        (string Id, long SequenceNr) at,
        Random random
    )
    {
        var kind = random.Next(9);
        if (kind == 0)
        {
            await transaction.DeleteRowsAsync(at.Id, at.SequenceNr, at.SequenceNr);
            return;
        }

        if (kind == 1)
        {
            await transaction.MarkDeletedAsync(at.Id, at.SequenceNr);
            return;
        }

        JournalRow? row = null;
        await foreach (
            var one in database.RowsAsync(at.Id, at.SequenceNr, at.SequenceNr, withTags: true)
        )
        {
            row = one;
        }

        if (kind > 5)
        {
            await transaction.DeleteRowsAsync(at.Id, at.SequenceNr, at.SequenceNr);
            await transaction.AppendAsync([Around(row!, kind, random)], keepOrdering: true);
            return;
        }

        var bytes = row!.Payload;
        if (kind == 2)
            bytes = bytes[..random.Next(bytes.Length)];
        else if (kind < 5)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        await transaction.ReplacePayloadAsync(
            at.Id,
            at.SequenceNr,
            kind == 5 ? row.Manifest.Replace(".v2", ".v1", StringComparison.Ordinal) : row.Manifest,
            bytes
        );
    }

    /// <summary>Damage around the payload.</summary>
    private static JournalRow Around(JournalRow row, int kind, Random random)
    {
        if (kind == 6)
            return row with { Tags = row.Tags.Count > 0 ? [] : [ConversationTagger.Tag] };
        var writer = row.WriterUuid!.ToCharArray();
        if (kind == 7)
            writer[random.Next(writer.Length)] ^= (char)(1 << random.Next(7));
        else
            random.Shuffle(writer);
        return row with { WriterUuid = new(writer) };
    }

    /// <summary>Last rows that go with their tags, and tags without rows.</summary>
    private static void Plant(
        string path,
        string[] ids,
        Random random,
        HashSet<(string, long)> planted
    )
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var chosen = ids.ToArray();
        random.Shuffle(chosen);
        foreach (var id in chosen[..LostEnds])
        {
            var last = EventsEach - random.Next(1, MaxLostRows);
            Execute(
                connection,
                $"""
                DELETE FROM tags WHERE persistence_id = '{id}' AND sequence_nr > {last};
                DELETE FROM journal WHERE persistence_id = '{id}' AND sequence_number > {last}
                """
            );
            planted.Add((id, last + 1));
        }

        foreach (var id in chosen[LostEnds..(LostEnds + StrayTags)])
        {
            var sequenceNr = random.Next(LastBeforeLastTurn + 2, EventsEach);
            Execute(
                connection,
                $"""
                INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id)
                VALUES ({1_000_000_000 + planted.Count}, 'conversation', {sequenceNr}, '{id}')
                """
            );
            planted.Add((id, sequenceNr));
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task FillAsync(JournalTarget target, string[] ids)
    {
        await using var maintenance = await target.OpenForMaintenanceAsync(create: true);
        foreach (var id in ids)
        {
            await using var transaction = await maintenance.BeginAsync();
            await transaction.AppendAsync([.. Rows(id)]);
            await transaction.CommitAsync();
        }
    }

    private static IEnumerable<JournalRow> Rows(string id)
    {
        var at = DateTimeOffset.UnixEpoch;
        var sequenceNr = 0L;
        yield return Row(id, ++sequenceNr, new ConversationStarted("0123abcd", null, at));
        for (var turn = new TurnId(1); sequenceNr < EventsEach; turn = new(turn.Number + 1))
        {
            yield return Row(
                id,
                ++sequenceNr,
                new TurnStarted(turn, "What is an actor?", "demo", null, null, null, at)
            );
            for (var i = 0; i < ChunksEach && sequenceNr < EventsEach - 1; i++)
            {
                yield return Row(
                    id,
                    ++sequenceNr,
                    new ChunkAppended(turn, ChunkKind.Text, "a few words ", at)
                );
            }

            if (sequenceNr < EventsEach)
                yield return Row(id, ++sequenceNr, new TurnCompleted(turn, "stop", null, at));
        }
    }

    private static JournalRow Row(string id, long sequenceNr, ConversationEvent @event) =>
        new(
            0,
            id,
            sequenceNr,
            DateTimeOffset.UnixEpoch.UtcTicks,
            false,
            ConversationEventCodec.ManifestOf(@event),
            ConversationEventCodec.Encode(@event),
            ConversationEventSerializer.StableIdentifier,
            WriterOf(id, sequenceNr)
        )
        {
            Tags = @event is ChunkAppended ? [] : [ConversationTagger.Tag],
        };

    /// <summary>A new incarnation every 300 events, named as persistent actors name themselves.</summary>
    private static string WriterOf(string id, long sequenceNr) =>
        new Guid(MD5.HashData(Encoding.UTF8.GetBytes($"{id} {sequenceNr / 300}"))).ToString("N");
}
