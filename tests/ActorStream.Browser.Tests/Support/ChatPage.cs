using System.Text.Json.Nodes;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Support;

/// <summary>The chat page as a reader uses it.</summary>
public sealed class ChatPage
{
    private ChatPage(IPage page) => Page = page;

    public IPage Page { get; }

    public ILocator Input => Page.GetByTestId("prompt-input");

    public ILocator Turns => Page.GetByTestId("turn");

    public ILocator Answer => Page.GetByTestId("answer").Last;

    public ILocator TextParts => Page.GetByTestId("text-part");

    public ILocator Stop => Page.GetByTestId("stop");

    public string ConversationId => new Uri(Page.Url).Fragment.Split('/')[^1];

    /// <summary>Everything that ran wrong in the page; a test may look at it at its end.</summary>
    public IList<string> Errors { get; } = [];

    public static async Task<ChatPage> OpenAsync(
        IBrowserContext context,
        string? conversation = null
    )
    {
        var chat = new ChatPage(await context.NewPageAsync());
        chat.Page.PageError += (_, error) => chat.Errors.Add(error);
        await chat.GoToAsync(conversation);
        return chat;
    }

    public Task GoToAsync(string? conversation) =>
        Page.GotoAsync(conversation is null ? "/" : $"/#/c/{conversation}");

    /// <summary>Has the demonstration write this much, this fast, whatever the page asks for.</summary>
    public Task UseDemoAsync(int chunks, int chunksPerSecond) =>
        UseAsync(
            "demo",
            new JsonObject
            {
                ["chunks"] = chunks,
                ["chunksPerSecond"] = chunksPerSecond,
                ["seed"] = 7,
            }
        );

    /// <summary>Has the test itself say the answers.</summary>
    public Task UseScriptAsync() => UseAsync("scripted", options: null);

    public async Task AskAsync(string prompt)
    {
        await Input.FillAsync(prompt);
        await Input.PressAsync("Enter");
        await Assertions.Expect(Turns.Last.GetByTestId("prompt")).ToContainTextAsync(prompt);
    }

    /// <summary>Asks, and gives the answer into the test's hands.</summary>
    public async Task<ScriptedTurn> AskScriptAsync(ChatServer server, string prompt)
    {
        await UseScriptAsync();
        await AskAsync(prompt);
        return await server.Scripted.NextTurnAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
    }

    /// <summary>Waits until the newest turn shows this.</summary>
    public Task ExpectAnswerContainsAsync(string text) =>
        Assertions.Expect(Answer).ToContainTextAsync(text);

    /// <summary>Waits until the newest turn has the status.</summary>
    public Task ExpectStatusAsync(string status) =>
        Assertions
            .Expect(Turns.Last)
            .ToHaveAttributeAsync(
                "data-status",
                status,
                new LocatorAssertionsToHaveAttributeOptions { Timeout = 15_000 }
            );

    /// <summary>Waits until there are words of the newest answer to read.</summary>
    public Task ExpectWordsAsync() =>
        Assertions
            .Expect(Turns.Last.GetByTestId("text-part").First)
            .ToContainTextAsync(
                new System.Text.RegularExpressions.Regex(@"\w{2}", default, TimeSpan.FromSeconds(1))
            );

    /// <summary>
    /// What the newest answer looks like, and what this text would look like if it were rendered
    /// in one piece: the same elements with the same text in them.
    /// </summary>
    public async Task ExpectAnswerShowsAsync(string text)
    {
        string expected = await Page.EvaluateAsync<string>(
            """
            async (text) => {
              const { renderMarkdown } = await import('/app/markdown/stream.js');
              const container = document.createElement('div');
              renderMarkdown(container, text);
              return [...container.children].map((child) => child.outerHTML).join('\n');
            }
            """,
            text
        );
        string shown = await Turns
            .Last.GetByTestId("text-part")
            .EvaluateAllAsync<string>(
                """
                (parts) => parts
                  .flatMap((part) => [...part.children])
                  .map((child) => child.outerHTML)
                  .join('\n')
                """
            );
        shown.ShouldBe(expected);
    }

    /// <summary>What the copy button of the newest answer copies.</summary>
    public async Task<string> CopyAnswerAsync()
    {
        await Turns.Last.GetByTestId("copy").ClickAsync();
        await Assertions.Expect(Turns.Last.GetByTestId("copy")).ToHaveTextAsync("Copied");
        return await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }

    private async Task UseAsync(string provider, JsonObject? options)
    {
        await Page.UnrouteAllAsync();
        await Page.RouteAsync(
            "**/turns",
            async route =>
            {
                JsonNode body = JsonNode.Parse(route.Request.PostData!)!;
                body["provider"] = provider;
                body["options"] = options?.DeepClone();
                await route.ContinueAsync(
                    new RouteContinueOptions
                    {
                        PostData = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()),
                    }
                );
            }
        );
    }
}
