using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.WebSockets;

/// <summary>
/// The one writer of a socket. Nothing is queued: the view and the answers to messages wait their turn,
/// and each waits until the socket has taken what it sent. That is the backpressure.
/// </summary>
internal sealed class WebSocketOutbox(WebSocket socket)
{
    // Never disposed of: it holds no handle, and a late sender must find it.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task SendAsync(ReadOnlyMemory<byte> json)
    {
        await _turn.WaitAsync();
        try
        {
            await socket.SendAsync(
                json,
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None
            );
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends what <paramref name="members"/> writes into an object with this type.</summary>
    public Task SendAsync(string type, JsonElement? requestId, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WritePropertyName("requestId"u8);
            if (requestId is { } given)
                given.WriteTo(json);
            else
                json.WriteNullValue();
            members(json);
            json.WriteEndObject();
        }

        return SendAsync(buffer.WrittenMemory);
    }

    public Task SendErrorAsync(JsonElement? requestId, Problem problem) =>
        SendAsync(
            "error",
            requestId,
            json =>
            {
                json.WritePropertyName("error"u8);
                JsonSerializer.Serialize(json, problem, WireJson.Instance.Problem);
            }
        );

    /// <summary>Sends the close, if there is somebody to send it to.</summary>
    public async Task CloseAsync(WebSocketClose close)
    {
        if (close.Status is not { } status)
            return;
        await _turn.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, close.Reason, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }
}
