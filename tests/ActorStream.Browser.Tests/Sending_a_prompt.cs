using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

/// <summary>I3 and I4, as a reader sees them: no prompt is lost, none is sent twice.</summary>
public sealed class Sending_a_prompt(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_lost_answer_to_the_prompt_is_met_with_the_same_key_and_starts_one_turn()
    {
        ChatPage chat = await OpenPageAsync();
        var keys = new List<string?>();
        await chat.Page.RouteAsync(
            "**/turns",
            async route =>
            {
                keys.Add(await route.Request.HeaderValueAsync("Idempotency-Key"));
                if (keys.Count > 1)
                {
                    await route.ContinueAsync();
                    return;
                }

                await route.FetchAsync(); // the server hears it, the page does not hear the server
                await route.AbortAsync("connectionreset");
            }
        );

        await chat.Input.FillAsync("Only once, please");
        IResponse accepted = await chat.Page.RunAndWaitForResponseAsync(
            () => chat.Input.PressAsync("Enter"),
            response => response.Url.EndsWith("/turns", StringComparison.Ordinal)
        );

        accepted.Status.ShouldBe(202);
        (await accepted.HeaderValueAsync("Idempotency-Replayed")).ShouldBe("true");
        keys.Count.ShouldBe(2);
        keys[0].ShouldNotBeNullOrEmpty();
        keys[1].ShouldBe(keys[0]);
        await Assertions.Expect(chat.Turns).ToHaveCountAsync(1);
        await Assertions.Expect(chat.Page.GetByTestId("pending")).ToHaveCountAsync(0);
        JsonNode transcript = await Journal.TranscriptAsync(chat.ConversationId);
        transcript["turns"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reload_before_the_server_answered_sends_the_same_prompt_again()
    {
        ChatPage chat = await OpenPageAsync();
        var reached = new TaskCompletionSource();
        await chat.Page.RouteAsync(
            "**/turns",
            async route =>
            {
                await route.AbortAsync("connectionrefused");
                reached.TrySetResult();
            }
        );
        await chat.Input.FillAsync("Do not lose this");
        await chat.Input.PressAsync("Enter");
        await reached.Task;
        await Assertions
            .Expect(chat.Page.GetByTestId("pending-status"))
            .ToContainTextAsync("Trying again");

        await chat.Page.UnrouteAllAsync();
        await chat.Page.ReloadAsync();

        await Assertions
            .Expect(chat.Turns.GetByTestId("prompt"))
            .ToContainTextAsync("Do not lose this");
        await Assertions.Expect(chat.Page.GetByTestId("pending")).ToHaveCountAsync(0);
        await Assertions.Expect(chat.Turns).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_refused_prompt_comes_back_to_the_editor_with_the_reason()
    {
        ChatPage chat = await OpenPageAsync();
        await chat.Page.RouteAsync(
            "**/turns",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        Status = 400,
                        ContentType = "application/problem+json",
                        Body = """
                        {"type":"urn:actorstream:unknown-provider","title":"No such provider",
                         "status":400,"detail":"There is no provider of this name."}
                        """,
                    }
                )
        );

        await chat.Input.FillAsync("What will become of this?");
        await chat.Input.PressAsync("Enter");

        ILocator problem = chat.Page.GetByTestId("problem");
        await Assertions.Expect(problem).ToContainTextAsync("No such provider");
        await Assertions.Expect(problem).ToContainTextAsync("There is no provider of this name.");
        await Assertions.Expect(chat.Input).ToHaveValueAsync("What will become of this?");
    }

    [Fact]
    public async Task What_is_typed_survives_a_reload_and_a_look_at_another_conversation()
    {
        ChatPage chat = await OpenPageAsync();
        await chat.UseDemoAsync(chunks: 5, chunksPerSecond: 0);
        await chat.AskAsync("A conversation to have");
        await chat.ExpectStatusAsync("completed");
        await chat.Input.FillAsync("Half a thought");

        await chat.Page.ReloadAsync();
        await Assertions.Expect(chat.Input).ToHaveValueAsync("Half a thought");

        await chat.Page.GetByTestId("new-conversation").ClickAsync();
        await Assertions.Expect(chat.Input).ToHaveValueAsync("");
        await chat.Page.GoBackAsync();
        await Assertions.Expect(chat.Input).ToHaveValueAsync("Half a thought");
        await Assertions.Expect(chat.Turns).ToHaveCountAsync(1);
    }
}
