using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class Losing_the_server_as_an_operator(Support.Browser browser)
    : OwnServerTest(browser)
{
    [Fact]
    public async Task Old_figures_are_marked_as_old_and_new_ones_come_back_by_themselves()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        await inspector.ExpectLiveAsync();

        await Server.StopAsync();
        await Assertions.Expect(inspector.Get("stale")).ToContainTextAsync("What you see is from");
        await Assertions
            .Expect(inspector.Page.Locator("body"))
            .ToHaveAttributeAsync("data-stale", "true");

        await Server.StartAsync();
        await inspector.ExpectLiveAsync();
        await Assertions.Expect(inspector.Get("stale")).ToBeHiddenAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conversation_that_is_followed_goes_on_without_a_gap()
    {
        string conversation = await CreateAsync("Cut in the middle");
        ScriptedTurn answer = await AskScriptAsync(conversation, "Go on for long");
        answer.Say("before the cut");
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        await Assertions.Expect(inspector.Row(3)).ToContainTextAsync("before the cut");
        await inspector.ExpectLiveAsync();

        await Server.StopAsync();
        await Assertions.Expect(inspector.Get("stale")).ToBeVisibleAsync();
        await Server.StartAsync();
        await inspector.ExpectLiveAsync();

        await Assertions.Expect(inspector.Row(4)).ToContainTextAsync("turn-interrupted");
        ScriptedTurn next = await AskScriptAsync(conversation, "Once more");
        next.Say("after the cut").Finish();
        await Assertions.Expect(inspector.Row(6)).ToContainTextAsync("after the cut");
        await Assertions.Expect(inspector.Row(7)).ToContainTextAsync("turn-completed");
        inspector.Errors.ShouldBeEmpty();
    }
}
