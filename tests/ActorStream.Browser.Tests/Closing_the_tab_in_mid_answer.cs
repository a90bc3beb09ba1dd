using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

/// <summary>I2 and I7, as a reader sees them.</summary>
public sealed class Closing_the_tab_in_mid_answer(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task The_answer_goes_on_and_the_reopened_page_shows_what_the_journal_has()
    {
        IBrowserContext context = await NewBrowserAsync();
        ChatPage first = await ChatPage.OpenAsync(context);
        ScriptedTurn answer = await first.AskScriptAsync(Server, "Tell me something long");
        answer.Say("# A story\n\nIt **beg", "an** here");
        await first.ExpectAnswerContainsAsync("It began here");
        string conversation = first.ConversationId;
        await first.Page.CloseAsync();

        ((string?)(await Journal.TranscriptAsync(conversation))["openTurnId"]).ShouldBe("t1");
        answer.Say(", went on unseen,\n\n```\nco", "de\n```\n\n- and ", "ended.").Finish();
        (await Journal.WaitForEndAsync(conversation)).ShouldBe("turn-completed");

        ChatPage second = await ChatPage.OpenAsync(context, conversation);
        await second.ExpectStatusAsync("completed");
        await second.ExpectAnswerContainsAsync("went on unseen");
        JsonNode turn = await Journal.LastTurnAsync(conversation);
        string journalled = await Journal.ChunksOfAsync(conversation, "t1");
        Turn.TextOf(turn).ShouldBe(journalled);
        await second.ExpectAnswerShowsAsync(journalled);
        (await second.CopyAnswerAsync()).ShouldBe(journalled);
        second.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_reopened_while_the_answer_is_written_shows_it_whole()
    {
        IBrowserContext context = await NewBrowserAsync();
        ChatPage first = await ChatPage.OpenAsync(context);
        ScriptedTurn answer = await first.AskScriptAsync(Server, "Tell me something long");
        answer.Say("One, ");
        await first.ExpectAnswerContainsAsync("One");
        string conversation = first.ConversationId;
        await first.Page.CloseAsync();
        answer.Say("two, ");

        ChatPage second = await ChatPage.OpenAsync(context, conversation);
        await second.ExpectAnswerContainsAsync("One, two");
        await second.ExpectStatusAsync("running");
        answer.Say("three.").Finish();

        await second.ExpectStatusAsync("completed");
        await second.ExpectAnswerShowsAsync("One, two, three.");
        (await Journal.ChunksOfAsync(conversation, "t1")).ShouldBe("One, two, three.");
        second.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_demonstration_is_labelled_as_one_and_survives_it_too()
    {
        IBrowserContext context = await NewBrowserAsync();
        ChatPage first = await ChatPage.OpenAsync(context);
        await Assertions.Expect(first.Page.GetByTestId("demo-note")).ToBeVisibleAsync();
        await first.UseDemoAsync(chunks: 300, chunksPerSecond: 200);
        await first.AskAsync("Tell me something long");
        await first.ExpectWordsAsync();
        string conversation = first.ConversationId;
        await first.Page.CloseAsync();

        ChatPage second = await ChatPage.OpenAsync(context, conversation);
        await second.ExpectStatusAsync("completed");
        await second.ExpectAnswerShowsAsync(await Journal.ChunksOfAsync(conversation, "t1"));
        second.Errors.ShouldBeEmpty();
    }
}
