using System.Security.Cryptography;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>A journal whose tables are copied, however small they are, with a canary in every place.</summary>
internal sealed class CopiedJournal(TestStore store)
{
    public const string Canary = "canary-that-is-copied-by-nobody";

    /// <summary>Who is erased, and who stays.</summary>
    public const string Erased = Rows.A;

    /// <summary>Every table is copied, and none may be made anew under a lock.</summary>
    public static readonly RewriteLimits Limits = new(
        LockTimeout: TimeSpan.FromMilliseconds(500),
        MaxPause: TimeSpan.FromSeconds(30),
        MaxBytes: null
    )
    {
        CopyAbove = 0,
        MaxLockedBytes = 0,
    };

    public async Task FillAsync(int turnsKept = 200)
    {
        var rows = Written.Conversation(turns: 20, chunks: 20, text: Canary);
        var noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(12_000));
        rows[2] = Written.Row(
            Erased,
            3,
            new ChunkAppended(new(1), ChunkKind.Text, noise + Canary, Written.Noon)
        );
        var kept = Written.Conversation(Rows.B, turns: turnsKept, chunks: 10);
        await Written.WriteAsync(
            store,
            [.. rows, .. kept],
            Written.Snapshot(rows, rows.Count),
            Written.Snapshot(kept, kept.Count)
        );
    }

    /// <summary>As the journal plug-in deletes: the last row is marked, all others go.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="ordering">Whether the table gives no places by itself.</param>
    public void Erase(string id = Erased, bool ordering = false) =>
        store.Execute(
            $$"""
            BEGIN;
            INSERT INTO journal ({{(ordering ? "ordering, " : "")}}
              created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            SELECT {{(
                ordering ? "(SELECT max(ordering) + 1 FROM journal), " : ""
            )}}1, true, '{{id}}', max(sequence_number) + 1, '{}', 'conversation-deleted.v1', 1
            FROM journal WHERE persistence_id = '{{id}}';
            DELETE FROM tags WHERE persistence_id = '{{id}}';
            DELETE FROM snapshot WHERE persistence_id = '{{id}}';
            DELETE FROM journal WHERE persistence_id = '{{id}}' AND NOT deleted;
            COMMIT
            """
        );

    public IJournalRewrite Rewrite(Func<string, Task>? before = null, TimeProvider? time = null) =>
        new PostgresLiveRewrite((PostgresTarget)store.Target, time ?? TimeProvider.System, before);

    public async Task<RewriteResult> RewriteAsync(
        Func<string, Task>? before = null,
        RewriteLimits? limits = null
    ) => await Rewrite(before).RunAsync(limits ?? Limits);

    /// <summary>Everything that is in the tables, as one text.</summary>
    public string Content() =>
        (string)
            store.Query(
                """
                SELECT concat_ws(E'\n',
                  (SELECT string_agg(j::text, E'\n' ORDER BY ordering) FROM journal AS j),
                  (SELECT string_agg(t::text, E'\n' ORDER BY ordering_id, tag) FROM tags AS t),
                  (SELECT string_agg(s::text, E'\n' ORDER BY persistence_id, sequence_number)
                   FROM snapshot AS s))
                """
            )!;

    /// <summary>Objects that a rewrite has made and not taken away.</summary>
    public long LeftOver() =>
        (long)
            store.Query(
                """
                SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'actorstream%')
                  + (SELECT count(*) FROM pg_proc WHERE proname LIKE 'actorstream%')
                  + (SELECT count(*) FROM pg_type WHERE typname LIKE '%actorstream%')
                  + (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'actorstream%')
                """
            )!;

    public List<string> Found() => SearchedFiles.OfDatabase(store.ConnectionString, Canary);

    /// <summary>Which file each table is in: another one once it was made anew.</summary>
    public string Files() =>
        (string)
            store.Query(
                """
                SELECT string_agg(pg_relation_filepath(t::regclass), ',' ORDER BY t)
                FROM unnest(ARRAY['journal', 'tags', 'snapshot']) AS t
                """
            )!;

    public async Task ShouldBeWholeAsync()
    {
        await using var database = await store.Target.OpenAsync();
        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, Rows.B, findings.Add);
        findings.ShouldBeEmpty();
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(store.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
