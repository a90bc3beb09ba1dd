using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Support;

/// <summary>Whether people with weak eyes can read a page, in both of its colour schemes.</summary>
internal static class Contrast
{
    public static async Task ShouldBeReadableAsync(this IPage page, string what)
    {
        string script = await Script.ReadAsync("low-contrast.js");
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(
                new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
            );
            // A colour that is on its way to another one is none that anybody reads.
            await page.EvaluateAsync(
                """
                () => Promise.all(document.getAnimations()
                  .filter((one) => one instanceof CSSTransition)
                  .map((one) => one.finished.catch(() => {})))
                """
            );
            string[] tooFaint = await page.EvaluateAsync<string[]>(script);
            tooFaint.ShouldBeEmpty($"{what}, {scheme}");
        }
    }
}
