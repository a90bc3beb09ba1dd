using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.TestKit.Providers;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.TestKit.Tests;

/// <summary>The examples of docs/testing.md, which quotes them word for word.</summary>
public sealed class The_guide
{
    private static readonly Config Settings = DeterministicRun.Prepare(
        ConfigurationFactory
            .ParseString(
                """
                actorstream.read-journal = "akka.persistence.query.journal.faulty"
                akka.persistence.journal.faulty {
                  event-adapters {
                    conversation-tagger = "ActorStream.Journal.ConversationTagger, ActorStream"
                  }
                  event-adapter-bindings {
                    "ActorStream.Conversations.Events.ConversationEvent, ActorStream" = conversation-tagger
                  }
                }
                """
            )
            .WithFallback(HoconFolder.Load("reference.conf"))
    );

    [EngineTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_answer_that_a_crash_cut_off_is_marked(int seed)
    {
        using var store = new FaultyStore();
        using var run = DeterministicRun.Start(seed);
        var id = ConversationId.New();
        var provider = new ScriptedProvider();
        var (system, gateway) = StartNode(run, store, provider);

        // What clients ask runs inside the run, too: it comes back under the seed.
        Ask(new StartConversation(id, "0123abcd", null));
        Ask(new SubmitPrompt(id, "Hello", "scripted", null, null, null, WhileRunning.Reject));
        provider.Asked.Single().Say("Hel", "lo");
        run.Advance(TimeSpan.FromSeconds(1));

        run.Crash(system);
        (system, gateway) = StartNode(run, store, provider);
        var transcript = (ConversationTranscript)Ask(new GetTranscript(id));

        transcript.Turns.Single().Status.ShouldBe(TurnStatus.Interrupted);
        string.Concat(transcript.Turns[0].Parts.Select(part => part.Text)).ShouldBe("Hello");

        object Ask(IConversationMessage message)
        {
            var reply = run.Spawn(
                system,
                "client",
                () => gateway.AskAsync(message, CancellationToken.None)
            );
            run.Advance(TimeSpan.FromSeconds(1));
            return reply.Result;
        }
    }

    private static (ActorSystem, ConversationGateway) StartNode(
        DeterministicRun run,
        FaultyStore store,
        ScriptedProvider provider
    )
    {
        var system = run.CreateSystem("node", store.Configuration.WithFallback(Settings));
        return (system, ConversationGateway.Start(system, new ProviderRegistry([provider])));
    }

    [Fact]
    public void Quotes_what_compiles()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ActorStream.sln")))
            root = Path.GetDirectoryName(root.TrimEnd(Path.DirectorySeparatorChar))!;
        var sources = string.Concat(
            Directory
                .GetFiles(Path.Combine(root, "tests/ActorStream.TestKit.Tests"), "*.cs")
                .Select(Unindented)
        );
        var quotes = File.ReadAllText(Path.Combine(root, "docs/testing.md"))
            .Split("```csharp\n")
            .Skip(1)
            .Select(quote => quote[..quote.IndexOf("```", StringComparison.Ordinal)])
            .ToList();
        quotes.Count.ShouldBeGreaterThan(2);
        foreach (var quote in quotes)
            sources.ShouldContain(Lines(quote.Split('\n')), Case.Sensitive);
    }

    private static string Unindented(string file) => Lines(File.ReadAllLines(file));

    private static string Lines(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";
}
