using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class Watching_an_answer(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task Chunks_appear_as_rows_while_they_are_written()
    {
        string conversation = await CreateAsync("Watched while it grows");
        ScriptedTurn answer = await AskScriptAsync(conversation, "Watched while it grows");
        answer.Say("the first words");
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        await Assertions.Expect(inspector.Row(3)).ToContainTextAsync("the first words");
        await Assertions.Expect(inspector.Get("state").First).ToHaveTextAsync("Running");

        answer.Say("and some more of them");
        await Assertions.Expect(inspector.Row(4)).ToContainTextAsync("and some more of them");
        await inspector.Row(4).ClickAsync();
        await Assertions
            .Expect(inspector.Get("payload"))
            .ToContainTextAsync("\"text\": \"and some more of them\"");

        answer.Finish();
        await Assertions.Expect(inspector.Row(5)).ToContainTextAsync("turn-completed");
        await Assertions.Expect(inspector.Get("announcer")).ToHaveTextAsync("t1: completed.");
        await Assertions.Expect(inspector.Get("state").First).ToHaveTextAsync("Idle");
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_follows_the_end_until_the_reader_scrolls_up()
    {
        string conversation = await CreateAnsweredAsync("Long enough to scroll", chunks: 300);
        ScriptedTurn answer = await AskScriptAsync(conversation, "And on");
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        ILocator rows = inspector.Get("rows");
        answer.Say("seen at the end");
        await Assertions
            .Expect(inspector.Rows.Filter(new() { HasText = "seen at the end" }))
            .ToBeInViewportAsync();
        await Assertions.Expect(inspector.Get("jump")).ToBeHiddenAsync();

        await rows.HoverAsync();
        await inspector.Page.Mouse.WheelAsync(0, -900);
        await Assertions.Expect(inspector.Get("jump")).ToBeVisibleAsync();
        double place = await rows.EvaluateAsync<double>("(element) => element.scrollTop");
        string before = await inspector.Get("row-count").InnerTextAsync();
        answer.Say("not followed");
        await Assertions.Expect(inspector.Get("row-count")).Not.ToHaveTextAsync(before);
        (await rows.EvaluateAsync<double>("(element) => element.scrollTop")).ShouldBe(place, 2);

        await inspector.Get("jump").ClickAsync();
        await Assertions
            .Expect(inspector.Rows.Filter(new() { HasText = "not followed" }))
            .ToBeInViewportAsync();
        answer.Finish();
    }

    [Fact]
    public async Task The_time_line_shows_a_turn_as_it_grows_and_how_it_ended()
    {
        string conversation = await CreateAnsweredAsync("Drawn over time", chunks: 40);
        ScriptedTurn answer = await AskScriptAsync(conversation, "The second");
        answer.Say("some words");
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        ILocator turns = inspector.Get("turn");
        await Assertions.Expect(turns).ToHaveCountAsync(2);
        await Assertions.Expect(turns.Nth(0)).ToHaveAttributeAsync("data-state", "completed");
        await Assertions.Expect(turns.Nth(0).Locator(".turn-bar").First).ToBeVisibleAsync();
        await Assertions
            .Expect(turns.Nth(0).GetByRole(AriaRole.Img))
            .ToHaveAttributeAsync("aria-label", InspectorPage.Matching("^40 chunks in"));
        await Assertions.Expect(turns.Nth(1)).ToHaveAttributeAsync("data-state", "running");

        answer.Cut();

        await Assertions.Expect(turns.Nth(1)).ToHaveAttributeAsync("data-state", "failed");
        await Assertions.Expect(turns.Nth(1).Locator(".turn-reason")).Not.ToBeEmptyAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    /// <summary>I8, from the operator's side.</summary>
    [Fact]
    public async Task Stop_asks_first_and_is_durable_when_it_says_so()
    {
        string conversation = await CreateAsync("To be stopped");
        ScriptedTurn answer = await AskScriptAsync(conversation, "To be stopped");
        answer.Say("It goes on");
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");

        await inspector.Get("stop").ClickAsync();
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(inspector.Get("stop-dialog")).ToHaveCountAsync(0);
        answer.Released.IsCompleted.ShouldBeFalse();

        await inspector.Get("stop").ClickAsync();
        await inspector.Get("confirm").ClickAsync();

        await Assertions.Expect(inspector.Outcome).ToHaveTextAsync("t1 is aborted.");
        await Assertions.Expect(inspector.Get("stop")).ToBeHiddenAsync();
        JsonNode turn = await Journal.LastTurnAsync(conversation);
        ((string?)turn["status"]).ShouldBe("aborted");
        await answer.Released.WaitAsync(TimeSpan.FromSeconds(15));
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Viewers_are_there_with_their_cursor_until_they_leave()
    {
        string conversation = await CreateAnsweredAsync("Watched by a reader", chunks: 5);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/viewers"
        );
        await Assertions.Expect(inspector.Get("empty")).ToContainTextAsync("Nobody watches");

        ChatPage chat = await OpenPageAsync(conversation);
        await chat.ExpectStatusAsync("completed");
        ILocator viewer = inspector.Get("viewer");
        await Assertions.Expect(viewer).ToHaveCountAsync(1);
        await Assertions.Expect(viewer).ToContainTextAsync("SSE");
        await Assertions.Expect(viewer).ToHaveAttributeAsync("data-lag", "0");
        await Assertions
            .Expect(viewer)
            .ToContainTextAsync(InspectorPage.Matching("[0-9a-f]{8}-[0-9]+"));

        await inspector.Page.RouteAsync(
            "**/viewers",
            async route =>
            {
                IAPIResponse answer = await route.FetchAsync();
                JsonNode body = JsonNode.Parse(await answer.TextAsync())!;
                body["viewers"]![0]!["lag"] = 7;
                await route.FulfillAsync(new() { Response = answer, Body = body.ToJsonString() });
            }
        );
        await Assertions.Expect(viewer).ToContainTextAsync("7 events");
        await inspector.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });

        await chat.Page.CloseAsync();
        await Assertions.Expect(viewer).ToHaveCountAsync(0);
    }
}
