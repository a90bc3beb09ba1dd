using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorStream.Browser.Tests.Support;

/// <summary>What the server has stored, asked for past the page.</summary>
public sealed class Journal(HttpClient http)
{
    public async Task<JsonNode> TranscriptAsync(string conversation) =>
        (await http.GetFromJsonAsync<JsonNode>($"/conversations/{conversation}"))!;

    public async Task<JsonNode> LastTurnAsync(string conversation) =>
        (await TranscriptAsync(conversation))["turns"]!.AsArray()[^1]!;

    /// <summary>The text of all chunks of a turn, event by event.</summary>
    public async Task<string> ChunksOfAsync(string conversation, string turnId)
    {
        var text = new StringBuilder();
        string? after = null;
        while (true)
        {
            string query = after is null ? "?limit=1000" : $"?limit=1000&after={after}";
            JsonNode page = (
                await http.GetFromJsonAsync<JsonNode>(
                    $"/conversations/{conversation}/events{query}"
                )
            )!;
            foreach (JsonNode? e in page["events"]!.AsArray())
            {
                if (
                    (string?)e!["turnId"] == turnId
                    && (string?)e["type"] == "chunk"
                    && (string?)e["kind"] == "text"
                )
                {
                    text.Append((string?)e["text"]);
                }
            }

            if (!(bool)page["hasMore"]!)
            {
                return text.ToString();
            }

            after = (string?)page["cursor"];
        }
    }

    /// <summary>Follows the conversation until its open turn ends; the name of the end.</summary>
    public async Task<string> WaitForEndAsync(string conversation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/conversations/{conversation}/events"
        );
        request.Headers.Accept.ParseAdd("text/event-stream");
        using HttpResponseMessage response = await http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            limit.Token
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (
                line
                is "event: turn-completed"
                    or "event: turn-aborted"
                    or "event: turn-failed"
                    or "event: turn-interrupted"
            )
            {
                return line["event: ".Length..];
            }
        }

        throw new InvalidOperationException("The stream ended before the turn did.");
    }
}
