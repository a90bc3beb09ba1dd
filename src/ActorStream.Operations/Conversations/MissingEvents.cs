using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Conversations;

/// <summary>
/// Notices which numbers a conversation's rows leave out. That its last ones are gone leaves no gap, and is not
/// noticed here.
/// </summary>
/// <param name="from">The number of the first row that was asked for.</param>
public sealed class MissingEvents(long from)
{
    private readonly List<MissingRange> _ranges = [];
    private long _next = from;

    /// <summary>What was missing so far.</summary>
    public IReadOnlyList<MissingRange> Ranges => _ranges;

    /// <summary>Takes the next row; says what is missing before it, or null.</summary>
    public MissingRange? Before(StoredEvent stored)
    {
        var number = stored.Row.SequenceNr;
        var missing = number > _next ? new MissingRange(_next, number - 1) : null;
        _next = number + 1;
        // What was before an erasure is meant to be gone.
        if (missing is null || stored.Row.IsDeleted || stored.Event is ConversationDeleted)
            return null;
        _ranges.Add(missing);
        return missing;
    }
}

/// <summary>Numbers in a row that have no event, both ends included.</summary>
public sealed record MissingRange(long From, long To)
{
    /// <summary>For example <c>5</c>, or <c>5 to 8</c>.</summary>
    public override string ToString() =>
        From == To
            ? FormattableString.Invariant($"{From}")
            : FormattableString.Invariant($"{From} to {To}");

    /// <summary>What is wrong, one sentence.</summary>
    public string Problem => From == To ? "It is missing." : $"It and all to {To} are missing.";
}
