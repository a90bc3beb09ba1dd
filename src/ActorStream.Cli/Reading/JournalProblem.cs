namespace ActorStream.Cli.Reading;

/// <summary>Why a journal cannot be shown, in words for the operator, with the exit code to end with.</summary>
public sealed class JournalProblem(string message, int exitCode) : Exception(message)
{
    /// <summary>2 if there is no database, 1 for everything else.</summary>
    public int ExitCode { get; } = exitCode;
}
