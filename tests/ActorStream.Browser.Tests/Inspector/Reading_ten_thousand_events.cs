using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class Reading_ten_thousand_events(Support.Browser browser) : InspectorTest(browser)
{
    private const int Last = 10_003;

    [Fact]
    public async Task Only_those_in_view_exist_and_any_is_a_key_away()
    {
        string conversation = await CreateAnsweredAsync("Ten thousand", chunks: 10_000);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        ILocator rows = inspector.Get("rows");
        await Assertions.Expect(inspector.Get("row-count")).ToHaveTextAsync("10,003 events");
        await Assertions.Expect(inspector.Row(Last)).ToContainTextAsync("turn-completed");

        await rows.PressAsync("Home");
        await Assertions.Expect(inspector.Row(1)).ToContainTextAsync("conversation-started");
        await Assertions.Expect(inspector.Row(Last)).ToHaveCountAsync(0);
        await rows.PressAsync("ArrowDown");
        await Assertions.Expect(inspector.Row(2)).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(rows).ToHaveAttributeAsync("aria-activedescendant", "row-2");

        await inspector.Get("go-to").FillAsync("5000");
        await inspector.Get("go-to").PressAsync("Enter");
        await Assertions.Expect(inspector.Row(5000)).ToContainTextAsync("chunk");
        await Assertions.Expect(inspector.Get("row-detail")).ToContainTextAsync("Event 5,000");
        (await inspector.Rows.CountAsync()).ShouldBeLessThan(120);

        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Row(5000)).ToBeInViewportAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    /// <summary>
    /// A hundred steps from end to end: the median one, of two frames, is over in 100 ms.
    /// </summary>
    [Fact]
    public async Task Scrolling_and_scrubbing_through_all_of_them_stays_fluid()
    {
        string conversation = await CreateAnsweredAsync("Ten thousand more", chunks: 10_000);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        await Assertions.Expect(inspector.Row(Last)).ToContainTextAsync("turn-completed");
        double scrolling = await inspector
            .Get("rows")
            .EvaluateAsync<double>(await Support.Script.ReadAsync("median-frame.js"), "scrollTop");
        scrolling.ShouldBeLessThan(100);

        await inspector.GoToConversationAsync(conversation, "replay");
        await Assertions
            .Expect(inspector.Get("replay-label"))
            .ToContainTextAsync("10,003 of 10,003");
        double scrubbing = await inspector.Scrubber.EvaluateAsync<double>(
            await Support.Script.ReadAsync("median-frame.js"),
            "value"
        );
        scrubbing.ShouldBeLessThan(100);
    }
}
