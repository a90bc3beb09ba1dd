using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

public sealed class Two_pages_on_one_conversation(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Both_see_every_turn_and_the_same_text()
    {
        ChatPage asking = await OpenPageAsync();
        await asking.UseDemoAsync(chunks: 30, chunksPerSecond: 0);
        await asking.AskAsync("The first question");
        await asking.ExpectStatusAsync("completed");
        ChatPage watching = await OpenPageAsync(asking.ConversationId);
        await watching.ExpectStatusAsync("completed");

        ScriptedTurn answer = await asking.AskScriptAsync(Server, "The second question");
        await Assertions.Expect(watching.Turns).ToHaveCountAsync(2);
        answer.Say("Half of it, ");
        await watching.ExpectAnswerContainsAsync("Half of it");
        await asking.ExpectAnswerContainsAsync("Half of it");
        answer.Say("and the *other* half.").Finish();

        await asking.ExpectStatusAsync("completed");
        await watching.ExpectStatusAsync("completed");
        string journalled = await Journal.ChunksOfAsync(asking.ConversationId, "t2");
        await asking.ExpectAnswerShowsAsync(journalled);
        await watching.ExpectAnswerShowsAsync(journalled);
        asking.Errors.ShouldBeEmpty();
        watching.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_in_one_is_seen_in_the_other()
    {
        ChatPage asking = await OpenPageAsync();
        ScriptedTurn answer = await asking.AskScriptAsync(Server, "Never end");
        answer.Say("It goes on");
        await asking.ExpectAnswerContainsAsync("It goes on");

        ChatPage stopping = await OpenPageAsync(asking.ConversationId);
        await stopping.Stop.ClickAsync();

        await asking.ExpectStatusAsync("aborted");
        await stopping.ExpectStatusAsync("aborted");
    }
}
