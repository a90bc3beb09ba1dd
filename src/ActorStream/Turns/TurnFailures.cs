using ActorStream.Conversations.Events;
using Akka.Streams;

namespace ActorStream.Turns;

/// <summary>Names what ended a provider's stream.</summary>
internal static class TurnFailures
{
    /// <summary>The stream ended without an end of the answer.</summary>
    public static TurnFailure Cut { get; } =
        new(
            TurnFailureTypes.ProviderCut,
            "The answer broke off.",
            "The provider closed its stream before it had finished."
        );

    /// <summary>
    /// Whether the stream ended because this process does. The turn stays open, and the next recovery
    /// marks it as interrupted: it was not the provider's fault.
    /// </summary>
    public static bool IsShutdown(Exception cause) =>
        cause is AbruptTerminationException or AbruptStageTerminationException;

    /// <summary>The failure that an exception stands for. Its text stays in the log.</summary>
    public static TurnFailure Of(Exception cause) =>
        cause switch
        {
            ProviderException named => named.Failure,
            AggregateException { InnerException: { } inner } => Of(inner),
            _ => new(TurnFailureTypes.ProviderError, "The provider failed.", null),
        };

    /// <summary>A time-out of the turn.</summary>
    public static TurnFailure TimedOut(TurnTimeout timeout, TimeSpan after) =>
        timeout switch
        {
            TurnTimeout.FirstChunk => new(
                TurnFailureTypes.FirstChunkTimeout,
                "The provider did not begin to answer.",
                $"Nothing came within {after.TotalSeconds:0.###} s."
            ),
            TurnTimeout.Idle => new(
                TurnFailureTypes.IdleTimeout,
                "The provider stopped talking.",
                $"Nothing more came for {after.TotalSeconds:0.###} s."
            ),
            TurnTimeout.Total => new(
                TurnFailureTypes.TotalTimeout,
                "The answer took too long.",
                $"A turn may take {after.TotalSeconds:0.###} s."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(timeout), timeout, null),
        };
}
