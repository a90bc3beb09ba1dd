using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>Hands that only have a keyboard.</summary>
internal static class Keyboard
{
    /// <summary>More stops than any page has; a trap ends here.</summary>
    private const int MaxStops = 80;

    /// <summary>Goes on with Tab until something has the focus; whatever has it on the way shows that.</summary>
    public static async Task TabToAsync(this InspectorPage inspector, ILocator target)
    {
        string isSeen = await Script.ReadAsync("focus-is-seen.js");
        for (int stop = 0; stop < MaxStops; stop++)
        {
            if (await target.EvaluateAsync<bool>("one => one === document.activeElement"))
                return;
            await inspector.Page.Keyboard.PressAsync("Tab");
            if (!await inspector.Page.EvaluateAsync<bool>(isSeen))
            {
                throw new ShouldAssertException(
                    $"The focus is not seen at {await inspector.FocusAsync()}."
                );
            }
        }

        throw new ShouldAssertException($"Tab does not come to {target}.");
    }

    /// <summary>The same, and presses it.</summary>
    public static async Task PressAsync(
        this InspectorPage inspector,
        ILocator target,
        string key = "Enter"
    )
    {
        await inspector.TabToAsync(target);
        await inspector.Page.Keyboard.PressAsync(key);
    }

    /// <summary>A question keeps the focus until it is answered: Tab goes round in it, either way.</summary>
    public static async Task ShouldKeepFocusAsync(this InspectorPage inspector, ILocator dialog)
    {
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        foreach (
            string key in Enumerable.Repeat("Tab", 6).Concat(Enumerable.Repeat("Shift+Tab", 6))
        )
        {
            (
                await dialog.EvaluateAsync<bool>(
                    "one => one.contains(document.activeElement) || document.activeElement === document.body"
                )
            ).ShouldBeTrue(await inspector.FocusAsync());
            await inspector.Page.Keyboard.PressAsync(key);
        }
    }

    private static Task<string> FocusAsync(this InspectorPage inspector) =>
        inspector.Page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 120)");
}
