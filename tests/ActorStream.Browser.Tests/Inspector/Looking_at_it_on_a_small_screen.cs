using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class Looking_at_it_on_a_small_screen(Support.Browser browser)
    : InspectorTest(browser)
{
    /// <summary>What hangs out of the window's right edge can't be reached without scrolling sideways.</summary>
    private const string HiddenAtTheRight = """
        () => [...document.querySelectorAll('header a, header button, main *')]
          .filter(one => one.checkVisibility() && !one.closest('.visually-hidden, thead'))
          .filter(one => one.getBoundingClientRect().right
            > document.documentElement.clientWidth + 1)
          .filter(one => !one.closest('svg'))
          .map(one => one.outerHTML.slice(0, 80))
          .concat(document.documentElement.scrollWidth > document.documentElement.clientWidth
            ? ['the page scrolls sideways'] : [])
        """;

    [Theory]
    [InlineData(360)]
    [InlineData(800)]
    public async Task Everything_is_within_the_window(int width)
    {
        string conversation = await CreateAnsweredAsync("Seen on a small screen", 20);
        InspectorPage inspector = await OpenInspectorAsync();
        await inspector.Page.SetViewportSizeAsync(width, 700);

        foreach (
            string hash in (string[])
                [
                    "#/",
                    "#/conversations",
                    $"#/conversations/{conversation}/timeline",
                    $"#/conversations/{conversation}/events?at=3",
                    $"#/conversations/{conversation}/replay?at=3",
                    $"#/conversations/{conversation}/viewers",
                    "#/journal",
                    "#/checks",
                    "#/upkeep",
                ]
        )
        {
            await inspector.GoToAsync(hash);
            await Assertions.Expect(inspector.Page.Locator("main > *").First).ToBeVisibleAsync();
            await Assertions
                .Expect(inspector.Page.Locator("main [aria-busy='true']"))
                .ToHaveCountAsync(0);

            (await inspector.Page.EvaluateAsync<string[]>(HiddenAtTheRight)).ShouldBeEmpty(hash);
        }
    }
}
