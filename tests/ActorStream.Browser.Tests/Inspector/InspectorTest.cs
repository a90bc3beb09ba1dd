using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>A server with conversations that a test made, and the inspector to look at them.</summary>
public abstract class InspectorTest(Support.Browser browser) : BrowserTest(browser)
{
    private HttpClient? _client;

    protected HttpClient Client => _client ??= new HttpClient { BaseAddress = Server.Address };

    public override async Task DisposeAsync()
    {
        _client?.Dispose();
        await base.DisposeAsync();
    }

    protected async Task<InspectorPage> OpenInspectorAsync(string hash = "#/") =>
        await InspectorPage.OpenAsync(await NewBrowserAsync(), Server, hash);

    /// <summary>A conversation without turns.</summary>
    protected async Task<string> CreateAsync(string title)
    {
        using var response = await Client.PostAsJsonAsync("/conversations", new { title });
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["conversationId"]!;
    }

    /// <summary>A conversation with one answer of so many chunks, which has ended.</summary>
    protected async Task<string> CreateAnsweredAsync(string title, int chunks)
    {
        string conversation = await CreateAsync(title);
        await AskAsync(
            conversation,
            title,
            "demo",
            new
            {
                chunks,
                chunksPerSecond = 0,
                seed = 7,
            }
        );
        await Journal.WaitForEndAsync(conversation);
        return conversation;
    }

    /// <summary>Asks, and gives the answer into the test's hands.</summary>
    protected async Task<ScriptedTurn> AskScriptAsync(string conversation, string prompt)
    {
        await AskAsync(conversation, prompt, "scripted", options: null);
        return await Server.Scripted.NextTurnAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
    }

    private async Task AskAsync(
        string conversation,
        string prompt,
        string provider,
        object? options
    )
    {
        using var response = await Client.PostAsJsonAsync(
            $"/conversations/{conversation}/turns",
            new
            {
                prompt,
                provider,
                options,
            }
        );
        response.EnsureSuccessStatusCode();
    }
}
