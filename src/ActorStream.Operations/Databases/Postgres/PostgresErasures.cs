using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// What was erased from a journal, and what of it is known to have left the tables' files. Each erasure
/// leaves a marked row for ever. A rewrite notes which marks there were before it, in the comment of the
/// column that holds them: that is where the tables are, goes where they go, and needs no right that a
/// rewrite does not need.
/// </summary>
/// <param name="Count">Marked rows.</param>
/// <param name="Sum">The sum of their orderings, which tells one set of them from another.</param>
internal sealed partial record PostgresErasures(long Count, decimal Sum)
{
    private static readonly PostgresErasures Nothing = new(0, 0);

    /// <summary>The marks that there are. Reads the whole table: nothing else finds them all.</summary>
    public static async Task<PostgresErasures> CountAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(*), coalesce(sum(ordering), 0) FROM {names.Journal} WHERE deleted",
            connection
        );
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return new(rows.GetInt64(0), rows.GetDecimal(1));
    }

    /// <summary>What the last rewrite noted; null if it noted nothing.</summary>
    public static async Task<PostgresNote?> NotedAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT col_description(attrelid, attnum) FROM pg_attribute
            WHERE attrelid = $1::regclass AND attname = 'deleted'
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = names.Journal });
        return
            await command.ExecuteScalarAsync(cancellation) is string note
            && Note().Match(note) is { Success: true } match
            && DateTimeOffset.TryParse(
                match.Groups["at"].Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            ? new(
                new(
                    long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture),
                    decimal.Parse(match.Groups["sum"].Value, CultureInfo.InvariantCulture)
                ),
                at,
                match.Groups["log"].Success
            )
            : null;
    }

    /// <summary>Notes that nothing of these is in the tables' files any more.</summary>
    public Task NoteAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => new PostgresNote(this, now, IsLogClean: false).WriteAsync(connection, names, cancellation);

    /// <summary>Whether the tables' files may hold something that those noted do not account for.</summary>
    public bool IsMoreThan(PostgresErasures? noted) => this != (noted ?? Nothing);

    [GeneratedRegex(
        @"^ActorStream: rewritten (?<at>\S+), erased (?<count>\d{1,18}), sum (?<sum>\d{1,28})(?<log>, log clean)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Note();
}
