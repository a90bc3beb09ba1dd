namespace ActorStream.Operations.Rewriting;

/// <summary>How the cleaning of the write-ahead log ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Problem">Why it was not done, in words for the operator; null if it was.</param>
public sealed record LogCleaning(LogOutcome Outcome, string? Problem = null);

/// <summary>How the cleaning of the write-ahead log can end.</summary>
public enum LogOutcome
{
    /// <summary>Nothing is left in it of what was erased before the tables were rewritten.</summary>
    Clean,

    /// <summary>Somebody still needs old segments, or the database was away. Trying again helps.</summary>
    Kept,

    /// <summary>There is more of it than the limit allows to write.</summary>
    TooLarge,

    /// <summary>The role may not do it.</summary>
    NotAllowed,

    /// <summary>An archive gets a copy of all of it, so that nothing is won.</summary>
    Archived,
}
