using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>The library's errors in words for the operator.</summary>
internal static class PostgresProblems
{
    public static Exception Translate(string name, Exception error) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } absent =>
                new JournalProblem(
                    $"{name}: {absent.MessageText}.",
                    JournalProblemKind.Missing,
                    absent
                ),
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken =>
                new JournalProblem(
                    $"{name} has a row in that place already.",
                    JournalProblemKind.Unusable,
                    taken
                ),
            PostgresException refused => new JournalProblem(
                $"{name} refuses: {refused.MessageText} ({refused.SqlState}).",
                JournalProblemKind.Unusable,
                refused
            ),
            NpgsqlException failed => new JournalProblem(
                $"{name} does not answer: {failed.Message}.",
                JournalProblemKind.Missing,
                failed
            ),
            _ => error,
        };

    /// <summary>Runs something with the errors translated.</summary>
    public static async Task<T> TranslatedAsync<T>(string name, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (NpgsqlException error)
        {
            throw Translate(name, error);
        }
    }
}
