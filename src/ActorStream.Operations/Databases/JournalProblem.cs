namespace ActorStream.Operations.Databases;

/// <summary>Why a journal cannot be read or changed, in words for the operator.</summary>
public class JournalProblem(
    string message,
    JournalProblemKind kind = JournalProblemKind.Unusable,
    Exception? inner = null
) : Exception(message, inner)
{
    /// <summary>What sort of reason it is.</summary>
    public JournalProblemKind Kind { get; } = kind;
}

/// <summary>Sorts of <see cref="JournalProblem"/>.</summary>
public enum JournalProblemKind
{
    /// <summary>It is there, but it holds no journal, or cannot be read.</summary>
    Unusable,

    /// <summary>There is no such file, or no database that answers.</summary>
    Missing,

    /// <summary>A server, or another operator, holds it.</summary>
    InUse,

    /// <summary>What was to be changed is not what was looked at before: nothing was changed.</summary>
    Changed,
}
