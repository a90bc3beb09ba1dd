using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Streams;

/// <summary>One operator's stream. Each write waits until the connection has taken it.</summary>
internal sealed class AdminStream(
    PipeWriter body,
    TimeSpan heartbeat,
    TimeProvider time,
    CancellationToken ended
)
{
    /// <summary>The client or the server has gone.</summary>
    public CancellationToken Ended => ended;

    /// <summary>Sends one event.</summary>
    public async Task SendAsync<T>(string name, T data, JsonTypeInfo<T> type, long? id = null)
    {
        Write(name, data, type, id);
        await FlushAsync();
    }

    /// <summary>Puts one event into the buffer; <see cref="FlushAsync"/> must follow soon.</summary>
    public void Write<T>(string name, T data, JsonTypeInfo<T> type, long? id = null)
    {
        if (id is { } number)
            Ascii(string.Create(CultureInfo.InvariantCulture, $"id: {number}\n"));
        Ascii($"event: {name}\ndata: ");
        // Without indentation there is no line break in it: those of texts are escaped.
        using (var json = new Utf8JsonWriter(body, new() { Encoder = type.Options.Encoder }))
            JsonSerializer.Serialize(json, data, type);
        Ascii("\n\n");
    }

    /// <summary>Waits until the connection has taken what was written.</summary>
    public async Task FlushAsync() => await body.FlushAsync(ended);

    /// <summary>Waits for the signal, and tells the client every now and then that nothing is broken.</summary>
    public async Task WaitAsync(Signal signal)
    {
        var set = signal.WaitAsync(ended);
        while (true)
        {
            try
            {
                await set.WaitAsync(heartbeat, time, ended);
                return;
            }
            catch (TimeoutException)
            {
                Ascii(": hb\n\n");
                await FlushAsync();
            }
        }
    }

    private void Ascii(string text)
    {
        var written = Encoding.ASCII.GetBytes(text, body.GetSpan(text.Length));
        body.Advance(written);
    }
}
