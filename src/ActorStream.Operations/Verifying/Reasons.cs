namespace ActorStream.Operations.Verifying;

/// <summary>Sentences for what is not at one row.</summary>
internal static class Reasons
{
    public const string SnapshotBeyond =
        "There is no such event: the last rows are lost, or it is another conversation's snapshot.";

    public const string SnapshotOfErased =
        "The conversation is erased, and this snapshot of it is left.";

    public const string StrayTag = "A row of the table of tags names it, and is not its own.";

    public static string TagBeyond(long sequenceNr) =>
        $"It and all after it are lost: a tag speaks of number {sequenceNr}.";

    public static string NothingLeft(long sequenceNr) =>
        $"No row of the conversation is left: a tag speaks of number {sequenceNr}.";

    public static string LostAfter(long rows) =>
        $"{Count(rows)} of the database, most likely this conversation's last.";

    public static string LostSomewhere(long rows, long? from) =>
        $"{Count(rows)} of the database, and nothing tells whose they were."
        + (from is { } place ? $" The first place without a row is {place}." : "");

    private static string Count(long rows) => rows == 1 ? "1 row is gone" : $"{rows} rows are gone";
}
