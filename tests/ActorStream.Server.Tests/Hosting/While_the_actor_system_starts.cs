using System.Collections.Concurrent;
using System.Net;
using ActorStream.Server.Hosting;
using ActorStream.Server.Tests.Infrastructure;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorStream.Server.Tests.Hosting;

/// <summary>The socket is open before the actor system is up: what comes in between waits, within limits.</summary>
public sealed class While_the_actor_system_starts : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Health_is_answered_at_once_and_a_conversation_begins_when_it_is_up()
    {
        using var hold = new HeldStart();
        var socket = new SocketOpen();
        await using var app = ServerHost.Build(
            RunningServer.Arguments(_data.Path, hold.Hocon),
            builder => builder.Services.AddSingleton<IHostedService>(socket)
        );
        var starting = app.StartAsync();
        await socket.IsOpen;
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        (await http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var early = http.PostAsync("/conversations", null);
        starting.IsCompleted.ShouldBeFalse();
        early.IsCompleted.ShouldBeFalse();

        hold.Release();
        (await early).StatusCode.ShouldBe(HttpStatusCode.Created);
        await starting;
        await app.StopAsync();
    }

    [Fact]
    public async Task The_server_can_be_stopped_and_leaves_nothing_behind()
    {
        using var hold = new HeldStart();
        var socket = new SocketOpen();
        await using (
            var app = ServerHost.Build(
                RunningServer.Arguments(_data.Path, hold.Hocon),
                builder => builder.Services.AddSingleton<IHostedService>(socket)
            )
        )
        {
            var running = app.RunAsync();
            await socket.IsOpen;

            app.Lifetime.StopApplication();
            hold.Release();
            await running;
        }

        await using var next = ServerHost.Build(RunningServer.Arguments(_data.Path, ""));
        await next.StartAsync();
        await next.StopAsync();
    }

    [Fact]
    public async Task A_start_that_fails_leaves_the_folder_to_the_next()
    {
        await using (
            var app = ServerHost.Build(
                RunningServer.Arguments(
                    _data.Path,
                    "actorstream.retention.interval = 0, actorstream.retention.max-age = 1d"
                )
            )
        )
        {
            var refused = await Should.ThrowAsync<StartupRefusedException>(() => app.RunAsync());
            refused.Message.ShouldContain("interval must be more than 0");
        }

        await using var next = ServerHost.Build(RunningServer.Arguments(_data.Path, ""));
        await next.StartAsync();
        await next.StopAsync();
    }

    [Fact]
    public async Task A_request_does_not_wait_for_ever()
    {
        var time = new ManualTime();
        var passed = false;
        var gate = new StartGate(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            new ActorSystemLife(
                null!,
                null!,
                null!,
                null!,
                null!,
                null!,
                NullLoggerFactory.Instance
            ),
            time
        );
        var context = new DefaultHttpContext();
        context.Request.Path = "/conversations";

        var answered = gate.InvokeAsync(context);
        answered.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));
        await answered;

        context.Response.StatusCode.ShouldBe(503);
        context.Response.Headers.RetryAfter.Count.ShouldBe(1);
        passed.ShouldBeFalse();
    }

    /// <summary>Tells when every service has started, Kestrel among them.</summary>
    private sealed class SocketOpen : IHostedLifecycleService
    {
        private readonly TaskCompletionSource _open = new();

        public Task IsOpen => _open.Task;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            _open.SetResult();
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Keeps an actor system from starting until it is released.</summary>
    private sealed class HeldStart : IDisposable
    {
        public static readonly ConcurrentDictionary<string, HeldStart> All = new(
            StringComparer.Ordinal
        );

        private readonly string _id = Guid.NewGuid().ToString("N");
        private readonly ManualResetEventSlim _released = new();

        public HeldStart() => All[_id] = this;

        public string Hocon =>
            $$"""
                akka.extensions = ["{{typeof(HeldExtension).AssemblyQualifiedName}}"]
                test.held-start = "{{_id}}"
                """;

        public void Release() => _released.Set();

        public void Wait() => _released.Wait();

        public void Dispose()
        {
            Release();
            All.TryRemove(_id, out _);
        }
    }

    /// <summary>Named in the configuration, and so made while the actor system starts.</summary>
    public sealed class HeldExtension : ExtensionIdProvider<HeldExtension>, IExtension
    {
        /// <inheritdoc />
        public override HeldExtension CreateExtension(ExtendedActorSystem system)
        {
            HeldStart.All[system.Settings.Config.GetString("test.held-start")].Wait();
            return this;
        }
    }
}
