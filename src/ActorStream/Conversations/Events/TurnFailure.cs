namespace ActorStream.Conversations.Events;

/// <summary>Why a turn failed, as the user may read it.</summary>
/// <param name="Type">A stable URN, one of <see cref="TurnFailureTypes"/>.</param>
/// <param name="Title">One short sentence.</param>
/// <param name="Detail">What the provider said, cut to a sane length and free of secrets; or null.</param>
public sealed record TurnFailure(string Type, string Title, string? Detail);

/// <summary>The stable types of failures.</summary>
public static class TurnFailureTypes
{
    private const string Prefix = "urn:actorstream:";

    /// <summary>The provider could not be reached.</summary>
    public const string ProviderUnreachable = Prefix + "provider-unreachable";

    /// <summary>The provider refused the request (its 4xx).</summary>
    public const string ProviderRejected = Prefix + "provider-rejected";

    /// <summary>The provider failed (its 5xx, or a stream that could not be read).</summary>
    public const string ProviderError = Prefix + "provider-error";

    /// <summary>The answer broke off without an end.</summary>
    public const string ProviderCut = Prefix + "provider-cut";

    /// <summary>No first chunk came in time.</summary>
    public const string FirstChunkTimeout = Prefix + "first-chunk-timeout";

    /// <summary>No further chunk came in time.</summary>
    public const string IdleTimeout = Prefix + "idle-timeout";

    /// <summary>The whole turn took too long.</summary>
    public const string TotalTimeout = Prefix + "total-timeout";

    /// <summary>The answer grew over the limit.</summary>
    public const string AnswerTooLarge = Prefix + "answer-too-large";
}
