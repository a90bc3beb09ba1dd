using System.Text.RegularExpressions;
using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>The inspector as an operator uses it.</summary>
public sealed class InspectorPage
{
    private InspectorPage(IPage page) => Page = page;

    public IPage Page { get; }

    public ILocator Connection => Get("connection");

    public ILocator Conversations => Get("conversation");

    public ILocator Rows => Get("row");

    public ILocator Scrubber => Get("scrubber");

    public ILocator Outcome => Get("outcome");

    /// <summary>Everything that ran wrong in the page.</summary>
    public IList<string> Errors { get; } = [];

    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>Opens an address without a key.</summary>
    public static async Task<InspectorPage> OpenAsync(IBrowserContext context, string hash = "#/")
    {
        var inspector = new InspectorPage(await context.NewPageAsync());
        inspector.Page.PageError += (_, error) => inspector.Errors.Add(error);
        await inspector.GoToAsync(hash);
        return inspector;
    }

    /// <summary>Opens an address and signs in.</summary>
    public static async Task<InspectorPage> OpenAsync(
        IBrowserContext context,
        ChatServer server,
        string hash = "#/"
    )
    {
        var inspector = await OpenAsync(context, hash);
        await inspector.SignInAsync(server.OperatorKey);
        await Assertions.Expect(inspector.Get("sign-out")).ToBeVisibleAsync();
        return inspector;
    }

    public Task GoToAsync(string hash) => Page.GotoAsync($"/inspector{hash}");

    public Task GoToConversationAsync(string conversation, string view = "") =>
        GoToAsync($"#/conversations/{conversation}/{view}");

    public async Task SignInAsync(string key)
    {
        await Get("key").FillAsync(key);
        await Get("sign-in").ClickAsync();
    }

    /// <summary>The row of this number in the list of stored events, which must be in view.</summary>
    public ILocator Row(long sequenceNr) => Page.Locator($"[data-sequence-nr='{sequenceNr}']");

    public Task ExpectLiveAsync() =>
        Assertions
            .Expect(Connection)
            .ToHaveAttributeAsync(
                "data-state",
                "live",
                new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 }
            );

    /// <summary>Waits until a fact in the head says so.</summary>
    public Task ExpectFactAsync(string name, string value) =>
        Assertions.Expect(Page.Locator($"[data-fact='{name}']").First).ToHaveTextAsync(value);

    public static Regex Matching(string pattern) => new(pattern, default, TimeSpan.FromSeconds(1));
}
