using System.Diagnostics.Metrics;
using ActorStream.Server.Hosting;
using ActorStream.TestKit.Clients;
using ActorStream.TestKit.Providers;
using ActorStream.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>
/// The real server on real sockets in this process, with a journal of its own and a provider that the
/// test plays.
/// </summary>
public class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    public ScriptedProvider Provider { get; } = new();

    public Uri Address { get; private set; } = null!;

    public ConversationClient Client { get; private set; } = null!;

    public ConnectionGauge Connections { get; private set; } = null!;

    /// <summary>Settings on top of the defaults.</summary>
    protected virtual string Hocon => "";

    public async Task InitializeAsync()
    {
        _app = ServerHost.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                "--ACTORSTREAM_DATA",
                _data.Path,
                "--ACTORSTREAM_HOCON",
                "actorstream.providers.default = scripted\n" + Hocon,
            ],
            builder => builder.Services.AddSingleton<ITurnProvider>(Provider)
        );
        Connections = new(_app.Services.GetRequiredService<IMeterFactory>());
        await _app.StartAsync();
        Address = new(_app.Urls.Single());
        Client = new(Address);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        Connections.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Begins a conversation and a turn whose answer the test gives.</summary>
    public async Task<(string Conversation, string Cursor, ScriptedTurn Turn)> BeginTurnAsync()
    {
        var conversation = await Client.BeginAsync();
        var (_, cursor) = await Client.PromptAsync(conversation, "Tell me");
        return (conversation, cursor, await Provider.NextTurnAsync());
    }
}
