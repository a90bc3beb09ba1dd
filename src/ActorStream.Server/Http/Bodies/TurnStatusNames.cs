using ActorStream.Conversations;

namespace ActorStream.Server.Http.Bodies;

/// <summary>How a turn's status is spelt on the wire.</summary>
internal static class TurnStatusNames
{
    public const string Aborted = "aborted";

    public static string Of(TurnStatus status) =>
        status switch
        {
            TurnStatus.Running => "running",
            TurnStatus.Completed => "completed",
            TurnStatus.Aborted => Aborted,
            TurnStatus.Failed => "failed",
            TurnStatus.Interrupted => "interrupted",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };
}
