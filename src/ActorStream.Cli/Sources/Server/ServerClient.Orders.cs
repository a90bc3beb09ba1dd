using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Sources.Server;

/// <summary>What is ordered of a server, and not only asked.</summary>
internal sealed partial class ServerClient
{
    private const string Lines = "application/jsonl";

    /// <summary>Orders something; a refusal that is the operator's to act on comes back in words.</summary>
    /// <exception cref="JournalProblem">The server does not answer, or refuses otherwise.</exception>
    public async Task<Ordered<T>> PostAsync<T>(
        string path,
        string? body,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Post, path, Json, body, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new(null, null);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return new(null, await DetailAsync(response, cancellation));
        await RequireSuccessAsync(response, cancellation);
        return new(await ReadAsync(response, shape, cancellation), null);
    }

    /// <summary>Sends lines of JSON as they are read, and reads the answer.</summary>
    public async Task<T> UploadAsync<T>(
        string path,
        Stream lines,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
    {
        using var content = new StreamContent(lines);
        content.Headers.ContentType = new(Lines);
        using var response = await SendAsync(HttpMethod.Post, path, Json, content, cancellation);
        await RequireSuccessAsync(response, cancellation);
        return await ReadAsync(response, shape, cancellation);
    }

    /// <summary>Removes something.</summary>
    /// <returns>Whether it was there, and what the server has to say about it, if anything.</returns>
    public async Task<(bool IsRemoved, T? Answer)> DeleteAsync<T>(
        string path,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
        where T : class
    {
        using var response = await SendAsync(
            HttpMethod.Delete,
            path,
            Json,
            (string?)null,
            cancellation
        );
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return (false, null);
        await RequireSuccessAsync(response, cancellation);
        return response.StatusCode == HttpStatusCode.NoContent
            ? (true, null)
            : (true, await ReadAsync(response, shape, cancellation));
    }

    /// <summary>Orders something that tells by events how far it is. A broken connection ends them.</summary>
    public async IAsyncEnumerable<SseItem<string>> PostForEventsAsync(
        string path,
        string? body,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            path,
            EventStream,
            body,
            cancellation
        );
        await RequireSuccessAsync(response, cancellation);
        await foreach (var item in EventsAsync(response, cancellation))
            yield return item;
    }

    /// <summary>Reads a body of any length.</summary>
    public async Task<T> DownloadAsync<T>(
        string path,
        Func<Stream, Task<T>> read,
        CancellationToken cancellation
    )
    {
        using var response = await SendAsync(
            HttpMethod.Get,
            path,
            Lines,
            (string?)null,
            cancellation
        );
        await RequireSuccessAsync(response, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return await read(body);
    }
}

/// <summary>What became of an order: an answer, or a refusal, or neither if there is no such thing.</summary>
internal sealed record Ordered<T>(T? Answer, string? Refusal)
    where T : class;
