using System.Net.WebSockets;

namespace ActorStream.Server.WebSockets;

/// <summary>How a connection is closed.</summary>
/// <param name="Status">The code, or null if there is nobody to send one to.</param>
/// <param name="Reason">A few words for whoever debugs a client.</param>
internal sealed record WebSocketClose(WebSocketCloseStatus? Status, string Reason)
{
    /// <summary>The conversation was erased.</summary>
    public static WebSocketClose Ended { get; } =
        new(WebSocketCloseStatus.NormalClosure, "the conversation was erased");

    /// <summary>The server goes away; the viewer may resume at once.</summary>
    public static WebSocketClose Restart { get; } =
        new((WebSocketCloseStatus)1012, "the server restarts");

    public static WebSocketClose InternalError { get; } =
        new(WebSocketCloseStatus.InternalServerError, "the server made a mistake");

    public static WebSocketClose Damaged { get; } =
        new(WebSocketCloseStatus.InternalServerError, "the conversation is damaged");

    public static WebSocketClose Binary { get; } =
        new(WebSocketCloseStatus.InvalidMessageType, "messages are text");

    public static WebSocketClose Unreadable { get; } =
        new(WebSocketCloseStatus.PolicyViolation, "the message cannot be read");

    public static WebSocketClose TooBig { get; } =
        new(WebSocketCloseStatus.MessageTooBig, "the message is too large");

    /// <summary>The connection is gone.</summary>
    public static WebSocketClose Cut { get; } = new(null, "");

    /// <summary>Whether the server decided it, not the client.</summary>
    public bool IsOurs => this == Ended || this == Cut;

    /// <summary>The client's own close is answered with its own code.</summary>
    public static WebSocketClose Answering(WebSocketCloseStatus? status) =>
        status is { } code and not WebSocketCloseStatus.Empty
            ? new(code, "")
            : new(WebSocketCloseStatus.NormalClosure, "");
}
