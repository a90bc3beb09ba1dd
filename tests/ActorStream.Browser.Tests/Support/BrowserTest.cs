using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Support;

/// <summary>A server, and browsers to look at it.</summary>
[Collection(BrowserCollection.Name)]
public abstract class BrowserTest(Browser browser) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private HttpClient? _http;

    protected virtual ChatServer Server => browser.Server;

    protected Journal Journal { get; private set; } = null!;

    public virtual Task InitializeAsync()
    {
        _http = new HttpClient { BaseAddress = Server.Address };
        Journal = new Journal(_http);
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (IBrowserContext context in _contexts)
        {
            await context.DisposeAsync();
        }

        _http?.Dispose();
    }

    /// <summary>A browser that nothing is known in.</summary>
    protected Task<IBrowserContext> NewBrowserAsync() => NewBrowserAsync(Server);

    /// <summary>The same, for another server.</summary>
    protected async Task<IBrowserContext> NewBrowserAsync(ChatServer server)
    {
        IBrowserContext context = await browser.NewContextAsync(server.Address);
        _contexts.Add(context);
        return context;
    }

    protected async Task<ChatPage> OpenPageAsync(string? conversation = null) =>
        await ChatPage.OpenAsync(await NewBrowserAsync(), conversation);
}
