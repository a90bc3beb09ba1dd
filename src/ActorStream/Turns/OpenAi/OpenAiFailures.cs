using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorStream.Conversations.Events;

namespace ActorStream.Turns.OpenAi;

/// <summary>Names what went wrong at the other side. What a user may read never holds a key.</summary>
internal static partial class OpenAiFailures
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxDetailLength = 500;

    /// <summary>No answer: there was no connection, or it ended before there was one.</summary>
    public static ProviderException NoAnswer(Exception cause)
    {
        var error = FindHttpError(cause);
        var connected =
            error
            is HttpRequestError.ResponseEnded
                or HttpRequestError.InvalidResponse
                or HttpRequestError.ConfigurationLimitExceeded;
        return new(
            connected
                ? new(
                    TurnFailureTypes.ProviderError,
                    "The provider failed.",
                    "It closed the connection before it answered, or sent no HTTP."
                )
                : new(
                    TurnFailureTypes.ProviderUnreachable,
                    "The provider cannot be reached.",
                    error is null ? null : $"The connection failed: {error}."
                ),
            cause
        );
    }

    /// <summary>The answer broke off.</summary>
    public static ProviderException Cut(Exception? cause = null) => new(TurnFailures.Cut, cause);

    /// <summary>The stream is not what it should be.</summary>
    public static ProviderException Unreadable(Exception? cause) =>
        new(
            new(
                TurnFailureTypes.ProviderError,
                "The provider sent something that cannot be read.",
                null
            ),
            cause
        );

    /// <summary>A line without an end.</summary>
    public static ProviderException LineTooLong() =>
        new(
            new(
                TurnFailureTypes.ProviderError,
                "The provider sent something that cannot be read.",
                "A line of its stream is too long."
            )
        );

    /// <summary>An error in the middle of the stream.</summary>
    public static ProviderException Reported(JsonElement error) =>
        new(
            new(
                TurnFailureTypes.ProviderError,
                "The provider failed.",
                Presentable(MessageOf(error), null)
            )
        );

    /// <summary>An answer that is no 200.</summary>
    public static async Task<ProviderException> OfAsync(
        PipelineResponse response,
        string? key,
        CancellationToken cancellation
    )
    {
        var message = await MessageOfAsync(response, cancellation);
        var said = Presentable(message, key);
        var detail = said is null
            ? $"It answered with status {response.Status}."
            : $"It answered with status {response.Status}: {said}";
        return new(
            response.Status is >= 400 and < 500
                ? new(
                    TurnFailureTypes.ProviderRejected,
                    "The provider refused the request.",
                    detail
                )
                : new(TurnFailureTypes.ProviderError, "The provider failed.", detail)
        );
    }

    private static async Task<string?> MessageOfAsync(
        PipelineResponse response,
        CancellationToken cancellation
    )
    {
        if (response.ContentStream is not { } content)
            return null;
        try
        {
            var bytes = new byte[MaxBodyBytes];
            var length = await content.ReadAtLeastAsync(
                bytes,
                MaxBodyBytes,
                throwOnEndOfStream: false,
                cancellation
            );
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            var root = document.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("error", out var error)
                ? MessageOf(error)
                : MessageOf(root);
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static string? MessageOf(JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.String => OpenAiText.Of(error),
            JsonValueKind.Object
                when error.TryGetProperty("message", out var message)
                    && message.ValueKind == JsonValueKind.String => OpenAiText.Of(message),
            _ => null,
        };

    /// <summary>Cut to a sane length, without the key, and without what looks like one.</summary>
    private static string? Presentable(string? message, string? key)
    {
        if (string.IsNullOrWhiteSpace(message))
            return null;
        if (!string.IsNullOrEmpty(key))
            message = message.Replace(key, "***", StringComparison.Ordinal);
        message = KeyLike().Replace(message, "***").ReplaceLineEndings(" ");
        return message.Length <= MaxDetailLength ? message : message[..MaxDetailLength] + "…";
    }

    private static HttpRequestError? FindHttpError(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (
                cause is HttpRequestException
                {
                    HttpRequestError: not HttpRequestError.Unknown
                } http
            )
                return http.HttpRequestError;
        }

        return null;
    }

    [GeneratedRegex(@"sk-[^\s""']+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex KeyLike();
}
