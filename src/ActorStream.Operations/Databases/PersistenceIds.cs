namespace ActorStream.Operations.Databases;

/// <summary>Between a conversation's id and the <c>persistence_id</c> of its rows.</summary>
public static class PersistenceIds
{
    /// <summary>What stands before a conversation's id.</summary>
    public const string Prefix = "conversation-";

    /// <summary>The persistence id for a conversation's id, or for the beginning of one.</summary>
    public static string Of(string idOrBeginning) =>
        idOrBeginning.StartsWith(Prefix, StringComparison.Ordinal)
            ? idOrBeginning
            : Prefix + idOrBeginning;

    /// <summary>The conversation's id, or the whole persistence id where it is not one of ours.</summary>
    public static string ToId(string persistenceId) =>
        persistenceId.StartsWith(Prefix, StringComparison.Ordinal)
            ? persistenceId[Prefix.Length..]
            : persistenceId;
}
