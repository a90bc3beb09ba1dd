using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class The_overview(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task Shows_what_the_node_does_while_it_does_it()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        ILocator chunks = inspector.Get("chart-chunks").Locator(".chart-value");
        await Assertions.Expect(chunks).ToHaveTextAsync(InspectorPage.Matching("^[0-9.,]+$"));
        string conversation = await CreateAsync("Seen from the overview");
        ScriptedTurn answer = await AskScriptAsync(conversation, "Seen from the overview");
        for (int i = 0; i < 200; i++)
        {
            answer.Say($"word {i} ");
        }

        ILocator item = inspector.Get("running-now").Locator($"[data-id='{conversation}']");
        await Assertions.Expect(item).ToContainTextAsync("Seen from the overview");
        await Assertions.Expect(chunks).ToHaveTextAsync(InspectorPage.Matching("[1-9]"));
        await inspector.ExpectFactAsync("Journal", "SQLite");

        answer.Finish();
        await Assertions.Expect(item).ToHaveCountAsync(0);
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chart_tells_every_second_by_pointer_and_by_keyboard()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        ILocator chart = inspector.Get("chart-connections");
        ILocator plot = chart.GetByRole(AriaRole.Slider);
        ILocator when = chart.Locator(".chart-when");
        await Assertions.Expect(plot).ToHaveAttributeAsync("aria-valuenow", "0");

        await plot.FocusAsync();
        await plot.PressAsync("Home");
        await Assertions.Expect(when).ToHaveTextAsync(InspectorPage.Matching("s ago"));
        await plot.PressAsync("End");
        await Assertions
            .Expect(plot)
            .ToHaveAttributeAsync("aria-valuetext", InspectorPage.Matching("SSE"));
        await plot.BlurAsync();
        await Assertions.Expect(when).ToHaveTextAsync("");

        await plot.HoverAsync();
        await Assertions.Expect(when).ToHaveTextAsync(InspectorPage.Matching("s ago"));
    }
}
