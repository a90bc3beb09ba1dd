using System.Net;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

public sealed class The_list_of_conversations(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Shows_what_runs_and_deletes_only_what_was_confirmed()
    {
        ChatPage chat = await OpenPageAsync();
        ScriptedTurn answer = await chat.AskScriptAsync(Server, "A conversation about owls");
        string conversation = chat.ConversationId;
        ILocator item = chat.Page.Locator($"[data-conversation-id='{conversation}']");
        ILocator delete = item.GetByTestId("delete-conversation");
        await Assertions.Expect(item).ToContainTextAsync("A conversation about owls");
        await Assertions.Expect(item).ToHaveAttributeAsync("data-status", "running");

        await delete.ClickAsync();
        await chat.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(chat.Page.GetByTestId("delete-dialog")).ToBeHiddenAsync();
        await Assertions.Expect(item).ToHaveCountAsync(1);

        await delete.ClickAsync();
        await chat.Page.GetByTestId("confirm-delete").ClickAsync();
        await Assertions.Expect(item).ToHaveCountAsync(0);
        await Assertions.Expect(chat.Page.GetByTestId("welcome")).ToBeVisibleAsync();
        await answer.Released.WaitAsync(TimeSpan.FromSeconds(15));

        await chat.GoToAsync(conversation);
        await Assertions.Expect(chat.Page.GetByTestId("gone")).ToBeVisibleAsync();
        IAPIResponse found = await chat.Page.APIRequest.GetAsync($"/conversations/{conversation}");
        found.Status.ShouldBe((int)HttpStatusCode.NotFound);
    }
}
