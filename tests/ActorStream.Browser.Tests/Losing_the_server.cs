using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

public sealed class Losing_the_server(Support.Browser browser) : BrowserTest(browser)
{
    // Not the one that the other tests use.
    protected override ChatServer Server { get; } = new();

    public override async Task InitializeAsync()
    {
        await Server.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task The_page_says_so_and_goes_on_when_the_server_is_back()
    {
        ChatPage chat = await OpenPageAsync();
        ScriptedTurn answer = await chat.AskScriptAsync(Server, "Go on for long");
        answer.Say("Written before ", "the server went away");
        await chat.ExpectAnswerContainsAsync("went away");

        await Server.StopAsync();
        await Assertions.Expect(chat.Page.GetByTestId("reconnecting")).ToBeVisibleAsync();
        await Assertions
            .Expect(chat.Page.GetByTestId("connection"))
            .ToHaveAttributeAsync("data-state", "reconnecting");

        await Server.StartAsync();
        await Assertions
            .Expect(chat.Page.GetByTestId("connection"))
            .ToHaveAttributeAsync(
                "data-state",
                "live",
                new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 }
            );
        await Assertions.Expect(chat.Page.GetByTestId("reconnecting")).ToBeHiddenAsync();
        await Assertions
            .Expect(chat.Page.GetByTestId("mark-interrupted"))
            .ToContainTextAsync("what was written is kept");
        JsonNode turn = await Journal.LastTurnAsync(chat.ConversationId);
        await chat.ExpectAnswerShowsAsync(Turn.TextOf(turn));

        await chat.UseDemoAsync(chunks: 10, chunksPerSecond: 0);
        await chat.AskAsync("And after that");
        await chat.ExpectStatusAsync("completed");
        chat.Errors.ShouldBeEmpty();
    }

    /// <summary>I2: where a cursor can't be resumed, one explicit reset, never silence.</summary>
    [Fact]
    public async Task A_reset_reads_the_transcript_anew()
    {
        ChatPage chat = await OpenPageAsync();
        await chat.UseDemoAsync(chunks: 20, chunksPerSecond: 0);
        await chat.AskAsync("Something short");
        await chat.ExpectStatusAsync("completed");
        int streams = 0;
        await chat.Page.RouteAsync(
            "**/events?**",
            route =>
                Interlocked.Increment(ref streams) > 1
                    ? route.ContinueAsync()
                    : route.FulfillAsync(
                        new RouteFulfillOptions
                        {
                            ContentType = "text/event-stream",
                            Body = "event: reset\ndata: {\"reason\":\"unknown-cursor\"}\n\n",
                        }
                    )
        );

        await chat.Page.ReloadAsync();

        await Assertions
            .Expect(chat.Page.GetByTestId("connection"))
            .ToHaveAttributeAsync("data-state", "live");
        streams.ShouldBe(2);
        await Assertions.Expect(chat.Turns).ToHaveCountAsync(1);
        await chat.ExpectAnswerShowsAsync(await Journal.ChunksOfAsync(chat.ConversationId, "t1"));
    }
}
