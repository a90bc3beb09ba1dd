using System.Buffers;
using System.Net.WebSockets;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.WebSockets;

/// <summary>A whole message, or why there will be no more.</summary>
/// <param name="Bytes">The text, UTF-8. Valid until the next read.</param>
/// <param name="Close">Set if the connection has to be closed.</param>
/// <param name="Problem">What to tell the client before that.</param>
internal readonly record struct WebSocketInput(
    ReadOnlyMemory<byte> Bytes,
    WebSocketClose? Close = null,
    Problem? Problem = null
);

/// <summary>Puts frames together to messages, up to the limit. An idle viewer has a small buffer.</summary>
internal sealed class WebSocketInbox(WebSocket socket)
{
    private const int FirstSize = 512;

    private readonly ArrayBufferWriter<byte> _buffer = new(FirstSize);

    public async Task<WebSocketInput> ReadAsync()
    {
        _buffer.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.GetMemory(), CancellationToken.None);
            switch (part.MessageType)
            {
                case WebSocketMessageType.Close:
                    return new(default, WebSocketClose.Answering(socket.CloseStatus));
                case WebSocketMessageType.Binary:
                    return new(
                        default,
                        WebSocketClose.Binary,
                        ProblemList.InvalidRequest("Messages are text, not binary.")
                    );
            }

            _buffer.Advance(part.Count);
            if (_buffer.WrittenCount > JsonBody.MaxBytes)
                return new(default, WebSocketClose.TooBig, ProblemList.BodyTooLarge());
            if (part.EndOfMessage)
                return new(_buffer.WrittenMemory);
        }
    }
}
