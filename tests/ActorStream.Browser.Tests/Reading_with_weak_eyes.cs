using ActorStream.Browser.Tests.Inspector;
using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

/// <summary>WCAG 2 AA: every text has a contrast of 4.5 to 1, in both colour schemes.</summary>
public sealed class Reading_with_weak_eyes(Support.Browser browser) : InspectorTest(browser)
{
    private const string Answer =
        "# A heading\n\nWords, `code`, [a link](https://example.org) and **more**.\n\n"
        + "> Quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet one = 1;\n```\n";

    [Fact]
    public async Task The_chat_page_can_be_read()
    {
        ChatPage chat = await OpenPageAsync();
        await Assertions.Expect(chat.Input).ToBeVisibleAsync();
        await chat.Page.ShouldBeReadableAsync("the empty page");

        var turn = await chat.AskScriptAsync(Server, "Say something");
        turn.Say(Answer);
        await chat.ExpectAnswerContainsAsync("Quoted");
        await chat.Page.ShouldBeReadableAsync("a running answer");
        await chat.Stop.First.ClickAsync();
        await chat.ExpectStatusAsync("aborted");
        await chat.Page.ShouldBeReadableAsync("a stopped answer");
        await chat.UseDemoAsync(chunks: 3, chunksPerSecond: 0);
        await chat.AskAsync("And more");
        await chat.ExpectStatusAsync("completed");
        await chat.Page.ShouldBeReadableAsync("a finished answer");
    }

    [Fact]
    public async Task The_inspector_can_be_read()
    {
        string conversation = await CreateAnsweredAsync("To be read", chunks: 5);
        InspectorPage signedOut = await InspectorPage.OpenAsync(await NewBrowserAsync());
        await Assertions.Expect(signedOut.Get("sign-in")).ToBeVisibleAsync();
        await signedOut.Page.ShouldBeReadableAsync("the sign-in");
        InspectorPage inspector = await OpenInspectorAsync();
        await inspector.ExpectLiveAsync();
        await inspector.Page.ShouldBeReadableAsync("the overview");

        foreach (
            var (hash, testId) in new[]
            {
                ("#/conversations", "conversation"),
                ("#/conversations?text=nothing-like-that", "empty"),
                ($"#/conversations/{conversation}/timeline", "title"),
                ($"#/conversations/{conversation}/events?at=3", "row"),
                ($"#/conversations/{conversation}/replay", "past-transcript"),
                ($"#/conversations/{conversation}/viewers", "title"),
                ("#/journal", "empty"),
                ("#/checks", "check"),
                ("#/upkeep", "prune"),
                ("#/nowhere", "empty"),
            }
        )
        {
            await inspector.GoToAsync(hash);
            await Assertions.Expect(inspector.Get(testId).First).ToBeVisibleAsync();
            await inspector.Page.ShouldBeReadableAsync(hash);
        }
    }

    [Fact]
    public async Task The_inspectors_questions_can_be_read()
    {
        string conversation = await CreateAnsweredAsync("To be kept", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");

        await inspector.Get("erase").ClickAsync();

        await Assertions.Expect(inspector.Get("erase-dialog")).ToBeVisibleAsync();
        await inspector.Page.ShouldBeReadableAsync("a question");
    }

    [Fact]
    public async Task A_faint_text_would_be_found()
    {
        ChatPage chat = await OpenPageAsync();
        await chat.Page.EvaluateAsync(
            """
            () => {
              const faint = document.createElement('p');
              faint.textContent = 'Hardly to be seen';
              faint.style.opacity = '0.4';
              document.querySelector('main').append(faint);
            }
            """
        );

        string[] found = await chat.Page.EvaluateAsync<string[]>(
            await Script.ReadAsync("low-contrast.js")
        );

        found.ShouldHaveSingleItem().ShouldContain("Hardly to be seen");
    }
}
