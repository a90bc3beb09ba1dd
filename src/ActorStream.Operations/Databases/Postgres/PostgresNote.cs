using System.Globalization;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>What a rewrite leaves behind in the database.</summary>
/// <param name="Erasures">Those of which nothing is in the tables' files.</param>
/// <param name="At">When that was found, UTC.</param>
/// <param name="IsLogClean">Whether nothing of them is in the write-ahead log either.</param>
internal sealed record PostgresNote(PostgresErasures Erasures, DateTimeOffset At, bool IsLogClean)
{
    /// <summary>Whether the log may hold what a rewrite took out of the tables.</summary>
    public bool IsLogDue => !IsLogClean && Erasures.Count > 0;

    /// <summary>Takes the place of the note before.</summary>
    public async Task WriteAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        // No parameters here; it is digits and our own words.
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"ActorStream: rewritten {At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, erased {Erasures.Count}, sum {Erasures.Sum}"
        );
        if (IsLogClean)
            note += ", log clean";
        await using var command = new NpgsqlCommand(
            $"COMMENT ON COLUMN {names.Journal}.deleted IS '{note}'",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
