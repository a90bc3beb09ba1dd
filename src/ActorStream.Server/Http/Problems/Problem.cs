using System.Text.Json.Serialization;

namespace ActorStream.Server.Http.Problems;

/// <summary>A refusal as RFC 9457 describes it, the same on every wire.</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The same for all of a type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What it is this time.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null
)
{
    /// <summary>The turn that stands in the way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TurnId { get; init; }

    /// <summary>How that turn ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TurnStatus { get; init; }

    /// <summary>The cursor of that turn's end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cursor { get; init; }

    /// <summary>The line of the body that is wrong, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>Where the log has the details.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>When to try again, for the <c>Retry-After</c> header.</summary>
    [JsonIgnore]
    public int? RetryAfterSeconds { get; init; }
}
