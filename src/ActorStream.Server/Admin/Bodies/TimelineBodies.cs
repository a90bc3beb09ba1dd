namespace ActorStream.Server.Admin.Bodies;

/// <summary>A conversation in time.</summary>
internal sealed record TimelineBody(IReadOnlyList<TimelineTurnBody> Turns);

/// <summary>One turn in time.</summary>
internal sealed record TimelineTurnBody(
    string TurnId,
    string Status,
    string Prompt,
    string Provider,
    string? Model,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long FirstSequenceNr,
    long LastSequenceNr,
    int Chunks,
    long TextLength,
    double? FirstChunkMilliseconds,
    double? DurationMilliseconds,
    QuantilesBody ChunkMilliseconds,
    IReadOnlyList<GapBody> Gaps,
    string? Reason,
    Http.Bodies.FailureBody? Error,
    IReadOnlyList<BucketBody> Buckets
);

/// <summary>A pause that stands out.</summary>
internal sealed record GapBody(long AfterSequenceNr, double Milliseconds);

/// <summary>A span of a turn.</summary>
internal sealed record BucketBody(double StartMilliseconds, int Chunks, long Characters);
