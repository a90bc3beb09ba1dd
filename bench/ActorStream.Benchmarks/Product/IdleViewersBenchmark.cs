using System.Globalization;
using ActorStream.Benchmarks.Measuring;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// What a viewer over Server-Sent Events holds who has seen everything and waits, and of that what the web
/// server alone takes for a response that is kept open.
/// </summary>
internal static class IdleViewersBenchmark
{
    /// <summary>The argument of the process that the viewers are in.</summary>
    internal const string Clients = "idle-clients";

    private const int Viewers = 1_000;
    private const int Chunks = 20;
    private const int Rounds = 5;
    private const long SteadyWithin = 16 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    internal static async Task RunAsync(Report report)
    {
        await using (var bare = await StartBareAsync())
            await MeasureAsync(report, "idle response of Kestrel alone", bare, ["/"]);

        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        await using (var server = await StartServerAsync(folder))
        {
            await MeasureConversationsAsync(
                report,
                "idle viewer, all of one conversation",
                server,
                1
            );
            await MeasureConversationsAsync(
                report,
                "idle viewer, each of its own conversation",
                server,
                Viewers
            );
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> StartServerAsync(string folder)
    {
        var server = ServerHost.Build([
            "--urls",
            "http://127.0.0.1:0",
            $"--ACTORSTREAM_DATA={folder}",
        ]);
        await server.StartAsync();
        return server;
    }

    /// <summary>The least that can be kept open: a head, the bytes that clients wait for, and no end.</summary>
    private static async Task<WebApplication> StartBareAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var bare = builder.Build();
        bare.Run(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: turn-completed\n", context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await bare.StartAsync();
        return bare;
    }

    private static async Task MeasureConversationsAsync(
        Report report,
        string name,
        WebApplication server,
        int conversations
    )
    {
        var gateway = server.Services.GetRequiredService<ConversationGateway>();
        var ids = Enumerable.Range(0, conversations).Select(_ => ConversationId.New()).ToArray();
        foreach (var id in ids)
        {
            await BenchmarkSystem.BeginAsync(gateway, id);
            await BenchmarkSystem.PromptAsync(gateway, id, Chunks);
            // An event keeps the bytes that its first viewer needs: they are not the next one's.
            await gateway.View(id, null, new TurnId(1)).RunForeach(Encode, gateway.Materializer);
        }

        await MeasureAsync(
            report,
            name,
            server,
            [.. ids.Select(id => $"/conversations/{id}/events")]
        );
    }

    private static void Encode(ViewItem item)
    {
        if (item is not ViewItem.Events events)
            return;
        foreach (var @event in events.Items)
            _ = @event.SseFrame;
    }

    private static async Task MeasureAsync(
        Report report,
        string name,
        WebApplication server,
        IReadOnlyList<string> paths
    )
    {
        var port = PortOf(server);
        await MeasureOnceAsync(port, paths);
        var (heap, resident) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (heapEach, residentEach) = await MeasureOnceAsync(port, paths);
            heap.Add(heapEach);
            resident.Add(residentEach);
        }

        report.Memory(name, heap, resident);
    }

    private static async Task<(double Heap, double Resident)> MeasureOnceAsync(
        int port,
        IReadOnlyList<string> paths
    )
    {
        var (heapBefore, residentBefore) = await CollectAsync();
        using var clients = FreshProcess.Start([
            Clients,
            port.ToString(CultureInfo.InvariantCulture),
            Viewers.ToString(CultureInfo.InvariantCulture),
            .. paths,
        ]);
        if (await clients.StandardOutput.ReadLineAsync() != "idle")
            throw new InvalidOperationException("The viewers could not be connected.");
        var (heap, resident) = await CollectAsync();
        clients.StandardInput.Close();
        await clients.WaitForExitAsync();
        return (
            (heap - heapBefore) / (double)Viewers,
            (resident - residentBefore) / (double)Viewers
        );
    }

    /// <summary>What is left when connections that were closed have been let go of.</summary>
    private static async Task<(long Heap, long Resident)> CollectAsync()
    {
        var heap = long.MaxValue;
        while (true)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, true);
            GC.WaitForPendingFinalizers();
            var left = GC.GetTotalMemory(forceFullCollection: true);
            if (heap - left < SteadyWithin)
                return (left, Environment.WorkingSet);
            heap = left;
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static int PortOf(WebApplication server) =>
        new Uri(
            server
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        ).Port;
}
