using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.TestKit.Systems;
using ActorStream.Turns;
using ActorStream.Turns.Demo;
using Akka.Actor;

namespace ActorStream.Benchmarks.Product;

/// <summary>The product without its server, on a SQLite journal in a folder of its own.</summary>
internal static class BenchmarkSystem
{
    public static async Task RunAsync(
        string folder,
        string hocon,
        Func<ConversationGateway, Task> work
    )
    {
        using var system = ActorSystem.Create("bench", ScenarioConfig.Sqlite(folder, hocon: hocon));
        await work(
            ConversationGateway.Start(
                system,
                new ProviderRegistry([new DemoProvider(TimeProvider.System)])
            )
        );
        await system.Terminate();
    }

    /// <summary>Begins a conversation.</summary>
    public static Task BeginAsync(ConversationGateway gateway, ConversationId id) =>
        gateway.AskAsync(new StartConversation(id, "0123abcd", null), default);

    /// <summary>Asks for an answer of so many chunks, flat out.</summary>
    public static Task PromptAsync(ConversationGateway gateway, ConversationId id, int chunks)
    {
        var options = JsonSerializer.Serialize(
            new Dictionary<string, int> { ["chunks"] = chunks, ["chunksPerSecond"] = 0 }
        );
        return gateway.AskAsync(
            new SubmitPrompt(id, "Go", "demo", null, options, null, WhileRunning.Reject),
            default
        );
    }
}
