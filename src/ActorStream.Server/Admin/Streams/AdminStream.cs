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
    private long _quietSince = time.GetTimestamp();

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
    public async Task FlushAsync()
    {
        await body.FlushAsync(ended);
        _quietSince = time.GetTimestamp();
    }

    /// <summary>
    /// Waits for the signal, and tells the client every now and then that nothing is broken.
    /// </summary>
    /// <param name="signal">What is waited for; nobody else may wait for it.</param>
    /// <param name="atMost">Ends the wait without it; null for never.</param>
    public async Task WaitAsync(Signal signal, TimeSpan? atMost = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var set = signal.WaitAsync(enough.Token);
        var since = time.GetTimestamp();
        while (true)
        {
            var untilHeartbeat = heartbeat - time.GetElapsedTime(_quietSince);
            var untilEnough = atMost - time.GetElapsedTime(since);
            if (
                await IsSetAsync(
                    set,
                    untilEnough < untilHeartbeat ? untilEnough.Value : untilHeartbeat
                )
            )
                return;
            if (time.GetElapsedTime(_quietSince) >= heartbeat)
            {
                Ascii(": hb\n\n");
                await FlushAsync();
            }

            if (time.GetElapsedTime(since) >= atMost)
            {
                await GiveUpAsync(set, enough);
                return;
            }
        }
    }

    private async Task<bool> IsSetAsync(Task set, TimeSpan patience)
    {
        try
        {
            await set.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time, ended);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The signal must not be taken by a wait that nobody waits for.</summary>
    private static async Task GiveUpAsync(Task set, CancellationTokenSource enough)
    {
        await enough.CancelAsync();
        await set.ContinueWith(
            static _ => { },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private void Ascii(string text)
    {
        var written = Encoding.ASCII.GetBytes(text, body.GetSpan(text.Length));
        body.Advance(written);
    }
}
