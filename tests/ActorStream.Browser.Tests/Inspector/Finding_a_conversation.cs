using System.Globalization;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class Finding_a_conversation(Support.Browser browser) : OwnServerTest(browser)
{
    [Fact]
    public async Task By_text_and_by_state_in_an_address_that_survives_a_reload()
    {
        await CreateAnsweredAsync("A question about otters", chunks: 3);
        await CreateAnsweredAsync("A question about herons", chunks: 3);
        string running = await CreateAsync("A question about lynxes");
        ScriptedTurn answer = await AskScriptAsync(running, "A question about lynxes");
        InspectorPage inspector = await OpenInspectorAsync("#/conversations");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(3);

        await inspector.Get("filter-text").FillAsync("otters");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(1);
        await Assertions.Expect(inspector.Conversations).ToContainTextAsync("otters");
        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Get("filter-text")).ToHaveValueAsync("otters");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(1);

        await inspector.Get("filter-text").FillAsync("");
        await inspector.Get("filter-state").SelectOptionAsync("running");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(1);
        await Assertions.Expect(inspector.Conversations).ToContainTextAsync("lynxes");

        // It leaves the list by itself when it no longer runs.
        answer.Finish();
        await Assertions
            .Expect(inspector.Get("empty"))
            .ToContainTextAsync("No conversation matches");
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_list_says_so_and_fills_by_itself()
    {
        InspectorPage inspector = await OpenInspectorAsync("#/conversations");
        await Assertions.Expect(inspector.Get("empty")).ToContainTextAsync("No conversations yet");

        string conversation = await CreateAsync("The first of all");
        ScriptedTurn answer = await AskScriptAsync(conversation, "The first of all");

        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(1);
        await Assertions
            .Expect(inspector.Conversations)
            .ToHaveAttributeAsync("data-state", "running");
        answer.Finish();
        await Assertions.Expect(inspector.Conversations).ToHaveAttributeAsync("data-state", "idle");
    }

    [Fact]
    public async Task Page_by_page_and_by_keyboard_alone()
    {
        for (int i = 0; i < 53; i++)
        {
            await CreateAsync(string.Create(CultureInfo.InvariantCulture, $"Number {i}"));
        }

        InspectorPage inspector = await OpenInspectorAsync("#/conversations");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(50);
        await Assertions.Expect(inspector.Get("newest")).ToBeHiddenAsync();
        await inspector.Get("older").ClickAsync();
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(3);
        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(3);
        await inspector.Get("newest").ClickAsync();
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(50);

        await inspector.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(inspector.Get("filter-text")).ToBeFocusedAsync();
        await inspector.Conversations.Nth(0).GetByRole(AriaRole.Link).FocusAsync();
        await inspector.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions
            .Expect(inspector.Conversations.Nth(1).GetByRole(AriaRole.Link))
            .ToBeFocusedAsync();
        string title = await inspector
            .Conversations.Nth(1)
            .Locator(".subject-title")
            .InnerTextAsync();
        await inspector.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(inspector.Get("title")).ToHaveTextAsync(title);
    }
}
