using ActorStream.Server.Hosting;
using ActorStream.TestKit.Providers;
using ActorStream.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Browser.Tests.Support;

/// <summary>The real server in this process, on a port of the system's choice.</summary>
public sealed class ChatServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data = System.IO.Directory.CreateTempSubdirectory(
        "actorstream-browser-"
    );
    private WebApplication? _app;

    /// <summary>What the inspector is opened with.</summary>
    public string OperatorKey { get; } = "the-operators-key-of-the-browser-tests";

    /// <summary>The embedded journal; to be touched only while the server is stopped.</summary>
    public string JournalFile => Path.Combine(_data.FullName, "journal.db");

    /// <summary>Says what a test tells it to, when the test tells it to.</summary>
    public ScriptedProvider Scripted { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Starts, or starts again: on the same port, with the same data.</summary>
    public async Task StartAsync()
    {
        _app = ServerHost.Build(
            [
                "--urls",
                Address.GetLeftPart(UriPartial.Authority),
                $"--ACTORSTREAM_DATA={_data.FullName}",
                $"--ACTORSTREAM_ADMIN_KEY={OperatorKey}",
                // A stop in mid-answer is what the tests want to see.
                "--ACTORSTREAM_HOCON=actorstream.server.drain = 0s",
            ],
            builder => builder.Services.AddSingleton<ITurnProvider>(Scripted)
        );
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    public async Task StopAsync()
    {
        if (_app is null)
        {
            return;
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Delete(recursive: true);
    }
}
