using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// A journal beside a second one of which no rewrite knows. Whoever writes here writes to both in one
/// transaction, so in each moment that anybody can see, both are the same.
/// </summary>
internal sealed class ShadowedJournal
{
    private readonly TestStore _store;

    public ShadowedJournal(TestStore store)
    {
        _store = store;
        store.Execute(
            """
            CREATE SCHEMA IF NOT EXISTS shadow;
            CREATE TABLE IF NOT EXISTS shadow.journal AS TABLE journal;
            CREATE TABLE IF NOT EXISTS shadow.tags AS TABLE tags;
            CREATE TABLE IF NOT EXISTS shadow.snapshot AS TABLE snapshot;
            CREATE INDEX IF NOT EXISTS a ON shadow.journal (ordering);
            """
        );
    }

    /// <summary>How many rows are in one of both and not in the other.</summary>
    public const string DifferencesSql = """
        SELECT (SELECT count(*) FROM
            ((TABLE journal EXCEPT ALL TABLE shadow.journal)
             UNION ALL (TABLE shadow.journal EXCEPT ALL TABLE journal)) AS a)
          + (SELECT count(*) FROM
            ((TABLE tags EXCEPT ALL TABLE shadow.tags)
             UNION ALL (TABLE shadow.tags EXCEPT ALL TABLE tags)) AS a)
          + (SELECT count(*) FROM
            ((TABLE snapshot EXCEPT ALL TABLE shadow.snapshot)
             UNION ALL (TABLE shadow.snapshot EXCEPT ALL TABLE snapshot)) AS a)
        """;

    public long Differences() => (long)_store.Query(DifferencesSql)!;

    public async Task<Writer> BeginAsync()
    {
        var connection = new NpgsqlConnection(_store.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return new(connection);
    }

    /// <summary>One connection whose statements are prepared once.</summary>
    internal sealed class Writer(NpgsqlConnection connection) : IAsyncDisposable
    {
        private readonly Dictionary<string, NpgsqlCommand> _prepared = new(StringComparer.Ordinal);

        public NpgsqlConnection Connection => connection;

        public async ValueTask DisposeAsync()
        {
            foreach (var command in _prepared.Values)
                await command.DisposeAsync();
            await connection.DisposeAsync();
        }

        public async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        /// <summary>Rows at the end of a conversation, the last one with a tag.</summary>
        public Task AppendAsync(string id, int rows) =>
            RunAsync(
                """
                WITH added AS (
                  INSERT INTO journal (created, deleted, persistence_id, sequence_number, message,
                    manifest, identifier)
                  SELECT n, false, $1, n + (SELECT coalesce(max(sequence_number), 0) FROM shadow.journal
                    WHERE persistence_id = $1), convert_to('text ' || n, 'UTF8'), 'm', 1
                  FROM generate_series(1, $2) AS n RETURNING *
                ),
                tagged AS (
                  INSERT INTO tags SELECT ordering, 't', sequence_number, persistence_id FROM added
                  ORDER BY ordering DESC LIMIT 1 RETURNING *
                ),
                also AS (INSERT INTO shadow.tags SELECT * FROM tagged)
                INSERT INTO shadow.journal SELECT * FROM added
                """,
                new NpgsqlParameter<string> { TypedValue = id },
                new NpgsqlParameter<int> { TypedValue = rows }
            );

        /// <summary>Other text in a row near the beginning, the end or in between.</summary>
        public Task ChangeAsync(int which) =>
            RunAsync(
                """
                WITH changed AS (
                  UPDATE journal SET message = message || '!'::bytea, deleted = NOT deleted
                  WHERE ordering = (SELECT ordering FROM shadow.journal ORDER BY ordering
                    OFFSET (SELECT count(*) FROM shadow.journal) * ($1 % 10) / 10 LIMIT 1)
                  RETURNING *
                )
                UPDATE shadow.journal AS s SET message = c.message, deleted = c.deleted
                FROM changed AS c WHERE s.ordering = c.ordering
                """,
                new NpgsqlParameter<int> { TypedValue = which }
            );

        /// <summary>A snapshot, instead of the one that there may be.</summary>
        public Task SaveAsync(string id) =>
            RunAsync(
                """
                WITH saved AS (
                  INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot)
                  SELECT $1, 1, n, convert_to('text ' || n, 'UTF8')
                  FROM (SELECT count(*) AS n FROM shadow.journal) AS a
                  ON CONFLICT (persistence_id, sequence_number) DO UPDATE
                    SET snapshot = excluded.snapshot, created = excluded.created
                  RETURNING *
                ),
                gone AS (DELETE FROM shadow.snapshot WHERE persistence_id = $1)
                INSERT INTO shadow.snapshot SELECT * FROM saved
                """,
                new NpgsqlParameter<string> { TypedValue = id }
            );

        /// <summary>The oldest row and its tags.</summary>
        public Task DeleteAsync() =>
            RunAsync(
                """
                WITH gone AS (
                  DELETE FROM journal WHERE ordering = (SELECT min(ordering) FROM shadow.journal)
                  RETURNING ordering
                ),
                untagged AS (DELETE FROM tags AS t USING gone AS g WHERE t.ordering_id = g.ordering),
                also AS (DELETE FROM shadow.tags AS t USING gone AS g WHERE t.ordering_id = g.ordering)
                DELETE FROM shadow.journal AS s USING gone AS g WHERE s.ordering = g.ordering
                """
            );

        private async Task RunAsync(string sql, params NpgsqlParameter[] parameters)
        {
            if (!_prepared.TryGetValue(sql, out var command))
            {
                command = new NpgsqlCommand(sql, connection);
                command.Parameters.AddRange(parameters);
                await command.PrepareAsync();
                _prepared.Add(sql, command);
            }

            for (var i = 0; i < parameters.Length; i++)
                command.Parameters[i].Value = parameters[i].Value;
            await command.ExecuteNonQueryAsync();
        }
    }
}
