using ActorStream.Server.Hosting;
using ActorStream.Server.Observability;
using ActorStream.TestKit.Clients;
using ActorStream.TestKit.Providers;
using ActorStream.TestKit.Viewers;
using ActorStream.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Infrastructure;

/// <summary>The real server on real sockets, with a provider that the test plays.</summary>
public class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    public ScriptedProvider Provider { get; } = new();

    public Uri Address { get; private set; } = null!;

    public ConversationClient Client { get; private set; } = null!;

    public HttpClient Http => Client.Http;

    public string DataFolder => _data.Path;

    public IServiceProvider Services => _app!.Services;

    internal ConnectionRegister Connections => Services.GetRequiredService<ConnectionRegister>();

    /// <summary>Settings on top of the defaults.</summary>
    protected virtual string Hocon => "";

    /// <summary>More providers, loggers, ...</summary>
    protected virtual void Configure(WebApplicationBuilder builder) { }

    public async Task InitializeAsync()
    {
        _app = ServerHost.Build(
            Arguments(_data.Path, "actorstream.providers.default = scripted\n" + Hocon),
            builder =>
            {
                builder.Services.AddSingleton<ITurnProvider>(Provider);
                Configure(builder);
            }
        );
        await _app.StartAsync();
        Address = new(_app.Urls.Single());
        Client = new(Address);
    }

    public static string[] Arguments(string data, string hocon = "") =>
        ["--urls", "http://127.0.0.1:0", "--ACTORSTREAM_DATA", data, "--ACTORSTREAM_HOCON", hocon];

    /// <summary>Starts it once more, with the same data, on another port.</summary>
    public async Task StartAgainAsync()
    {
        await StopAsync();
        Client.Dispose();
        await InitializeAsync();
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        await StopAsync();
        _data.Dispose();
    }

    /// <summary>Begins a conversation and a turn whose answer the test gives.</summary>
    public async Task<(string Conversation, string Cursor, ScriptedTurn Turn)> BeginTurnAsync()
    {
        var conversation = await Client.BeginAsync();
        var (_, cursor) = await Client.PromptAsync(conversation, "Tell me");
        return (conversation, cursor, await NextTurnAsync(conversation));
    }

    /// <summary>The next turn of this conversation; what others left unanswered is passed over.</summary>
    public async Task<ScriptedTurn> NextTurnAsync(string conversation)
    {
        while (true)
        {
            var turn = await Provider.NextTurnAsync();
            if (turn.Request.ConversationId.Value == conversation)
                return turn;
        }
    }

    /// <summary>A conversation whose first turn said "Hello, " and "world." and ended.</summary>
    public async Task<string> FinishedAsync()
    {
        var (conversation, _, turn) = await BeginTurnAsync();
        turn.Say("Hello, ", "world.").Finish();
        await using var viewer = await ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        return conversation;
    }

    public Task<SseViewer> ViewAsync(string conversation, string? after = null) =>
        SseViewer.OpenAsync(Address, $"/conversations/{conversation}/events", after);
}
