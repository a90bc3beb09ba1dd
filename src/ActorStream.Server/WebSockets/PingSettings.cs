using ActorStream.Server.Hosting;
using Akka.Configuration;

namespace ActorStream.Server.WebSockets;

/// <summary>How the silence of a WebSocket's peer is told from its end.</summary>
/// <param name="Interval">How often a silent peer is pinged.</param>
/// <param name="Timeout">How long it may take to answer, before it is dropped.</param>
internal sealed record PingSettings(TimeSpan Interval, TimeSpan Timeout)
{
    /// <summary>Reads <c>ping</c> and <c>pong-timeout</c> of <c>actorstream.views</c>.</summary>
    /// <exception cref="StartupRefusedException">A value is out of range.</exception>
    public static PingSettings From(Config config)
    {
        return new(Positive("ping"), Positive("pong-timeout"));

        TimeSpan Positive(string key) =>
            config.GetTimeSpan($"actorstream.views.{key}") is var value && value > TimeSpan.Zero
                ? value
                : throw new StartupRefusedException(
                    $"actorstream.views.{key} must be more than 0."
                );
    }
}
