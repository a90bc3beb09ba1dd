namespace ActorStream.Turns.OpenAi;

/// <summary>How the provider is reached.</summary>
/// <param name="ApiKey">The key, or null for a server that wants none.</param>
/// <param name="BaseUrl">The address up to and including <c>/v1</c>, or null for OpenAI's own.</param>
/// <param name="Model">The model of prompts that name none.</param>
public sealed record OpenAiSettings(string? ApiKey, Uri? BaseUrl, string Model)
{
    /// <summary>
    /// How often a request is repeated that was refused as too many, or failed, before it began to
    /// answer. After the first byte of an answer nothing is repeated.
    /// </summary>
    public int MaxRetries { get; init; } = 1;

    /// <summary>How long a connection may take to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Leaves the key out of what is printed.</summary>
    public override string ToString() => $"{BaseUrl} {Model}";
}
