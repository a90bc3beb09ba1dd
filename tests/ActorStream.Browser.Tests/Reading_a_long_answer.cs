using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

public sealed class Reading_a_long_answer(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task The_end_stays_in_view_until_the_reader_scrolls_up()
    {
        ChatPage chat = await OpenPageAsync();
        ILocator scroller = chat.Page.GetByTestId("scroller");
        ILocator jump = chat.Page.GetByTestId("jump");
        await chat.UseDemoAsync(chunks: 3000, chunksPerSecond: 0);
        await chat.AskAsync("Fill the screen");
        await chat.ExpectStatusAsync("completed");
        (await GapAsync(scroller)).ShouldBeLessThan(2);
        await Assertions.Expect(jump).ToBeHiddenAsync();

        await chat.UseDemoAsync(chunks: 100_000, chunksPerSecond: 100);
        await chat.AskAsync("And go on");
        await chat.ExpectWordsAsync();
        await scroller.HoverAsync();
        await chat.Page.Mouse.WheelAsync(0, -600);
        await Assertions.Expect(jump).ToBeVisibleAsync();
        double place = await scroller.EvaluateAsync<double>("(element) => element.scrollTop");
        int words = (await chat.Answer.TextContentAsync())!.Length;
        await chat.Page.WaitForFunctionAsync(
            """
            (words) => {
              const answers = document.querySelectorAll('[data-testid=answer]');
              return answers[answers.length - 1].textContent.length > words + 100;
            }
            """,
            words
        );
        (await scroller.EvaluateAsync<double>("(element) => element.scrollTop")).ShouldBe(place, 2);

        await jump.ClickAsync();
        await Assertions.Expect(jump).ToBeHiddenAsync();
        await chat.Stop.ClickAsync();
        await chat.ExpectStatusAsync("aborted");
        (await GapAsync(scroller)).ShouldBeLessThan(2);
    }

    private static Task<double> GapAsync(ILocator scroller) =>
        scroller.EvaluateAsync<double>(
            "(element) => element.scrollHeight - element.scrollTop - element.clientHeight"
        );
}
