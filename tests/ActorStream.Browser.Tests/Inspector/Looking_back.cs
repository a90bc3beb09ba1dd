using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>The scrubber: the conversation as its readers saw it at some event.</summary>
public sealed class Looking_back(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task The_scrubber_shows_the_conversation_as_it_stood()
    {
        string conversation = await CreateAsync("Looked back at");
        ScriptedTurn answer = await AskScriptAsync(conversation, "The question");
        answer.Say("one ", "two ", "three").Finish();
        await Journal.WaitForEndAsync(conversation);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/replay"
        );
        ILocator past = inspector.Get("past-transcript");
        await Assertions.Expect(past).ToContainTextAsync("one two three");
        await Assertions.Expect(past).ToContainTextAsync("Completed");

        await inspector.Scrubber.FillAsync("4");
        await Assertions.Expect(past).ToContainTextAsync("one two");
        await Assertions.Expect(past).Not.ToContainTextAsync("three");
        await Assertions.Expect(past).Not.ToContainTextAsync("Completed");
        await Assertions.Expect(inspector.Get("replay-label")).ToContainTextAsync("4 of 6");
        await inspector.Page.WaitForURLAsync(InspectorPage.Matching("replay\\?at=4$"));

        await inspector.Page.ReloadAsync();
        await Assertions.Expect(past).ToContainTextAsync("one two");
        await Assertions.Expect(past).Not.ToContainTextAsync("three");

        await inspector.Scrubber.FillAsync("1");
        await Assertions.Expect(past).Not.ToContainTextAsync("The question");
        await inspector.Get("play").ClickAsync();
        await Assertions.Expect(past).ToContainTextAsync("one two three");
        await Assertions.Expect(inspector.Get("replay-label")).ToContainTextAsync("6 of 6");
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_its_end_it_follows_what_is_written()
    {
        string conversation = await CreateAsync("Followed");
        ScriptedTurn answer = await AskScriptAsync(conversation, "The question");
        answer.Say("before ");
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/replay"
        );
        ILocator past = inspector.Get("past-transcript");
        await Assertions.Expect(past).ToContainTextAsync("before");

        answer.Say("after ");
        await Assertions.Expect(past).ToContainTextAsync("before after");

        await inspector.Scrubber.FillAsync("3");
        await Assertions.Expect(past).Not.ToContainTextAsync("after");
        answer.Say("later");
        await Assertions.Expect(inspector.Get("replay-label")).ToContainTextAsync("3 of 5");
        await Assertions.Expect(past).Not.ToContainTextAsync("after");

        await inspector.Get("to-live").ClickAsync();
        await Assertions.Expect(past).ToContainTextAsync("before after later");
        answer.Finish();
    }
}
