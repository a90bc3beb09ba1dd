using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

/// <summary>I8, as a reader sees it: a resumed answer can be stopped like any other.</summary>
public sealed class Stopping_an_answer(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Works_after_a_reload_and_keeps_what_was_written()
    {
        ChatPage chat = await OpenPageAsync();
        await chat.UseDemoAsync(chunks: 100_000, chunksPerSecond: 100);
        await chat.AskAsync("Never end");
        await chat.ExpectWordsAsync();

        await chat.Page.ReloadAsync();
        await chat.ExpectWordsAsync();
        await chat.Stop.ClickAsync();

        await Assertions
            .Expect(chat.Page.GetByTestId("mark-aborted"))
            .ToContainTextAsync("You stopped this answer");
        await Assertions.Expect(chat.Stop).ToBeHiddenAsync();
        JsonNode turn = await Journal.LastTurnAsync(chat.ConversationId);
        ((string?)turn["status"]).ShouldBe("aborted");
        ((string?)turn["reason"]).ShouldBe("user");
        Turn.TextOf(turn).ShouldNotBeEmpty();
        await chat.ExpectAnswerShowsAsync(Turn.TextOf(turn));
        chat.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_prompt_can_take_the_place_of_a_running_answer()
    {
        ChatPage chat = await OpenPageAsync();
        ScriptedTurn answer = await chat.AskScriptAsync(Server, "Never end");
        answer.Say("It goes on");
        await chat.ExpectAnswerContainsAsync("It goes on");
        await chat.UseDemoAsync(chunks: 10, chunksPerSecond: 0);

        await chat.Input.FillAsync("Something else");
        await chat.Input.PressAsync("Control+Enter");

        await Assertions.Expect(chat.Turns).ToHaveCountAsync(2);
        await chat.ExpectStatusAsync("completed");
        await Assertions
            .Expect(chat.Page.GetByTestId("mark-aborted"))
            .ToContainTextAsync("A newer prompt");
    }
}
