namespace ActorStream.Operations.Conversations;

/// <summary>Which conversations are wanted; what is null does not matter.</summary>
public sealed record ConversationFilter
{
    /// <summary>How they stand.</summary>
    public ConversationStanding? State { get; init; }

    /// <summary>Whose they are.</summary>
    public string? Tenant { get; init; }

    /// <summary>A piece of their title or first prompt, in upper or lower case.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the text may be in any prompt or answer. Reads every event of every candidate.</summary>
    public bool IsDeep { get; init; }

    /// <summary>Their last event was written before this.</summary>
    public DateTimeOffset? OlderThan { get; init; }

    /// <summary>Their last event was written at this time or later.</summary>
    public DateTimeOffset? NewerThan { get; init; }

    /// <summary>The fewest events.</summary>
    public long? MinEvents { get; init; }

    /// <summary>The most events.</summary>
    public long? MaxEvents { get; init; }

    /// <summary>The smallest size of all payloads.</summary>
    public long? MinBytes { get; init; }

    /// <summary>The largest size of all payloads.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether it matters how large they are.</summary>
    public bool LimitsSize => (MinEvents ?? MaxEvents ?? MinBytes ?? MaxBytes) is not null;

    /// <summary>Whether one of this size is wanted.</summary>
    public bool HoldsSize(long events, long payloadBytes) =>
        events >= (MinEvents ?? 0)
        && events <= (MaxEvents ?? long.MaxValue)
        && payloadBytes >= (MinBytes ?? 0)
        && payloadBytes <= (MaxBytes ?? long.MaxValue);

    /// <summary>Whether the totals say all: no row of a conversation need be read.</summary>
    internal bool IsEmpty => this == new ConversationFilter { Limit = Limit };
}
