using System.Net;
using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>What is done to the journal as a whole, each after a question.</summary>
public sealed class The_upkeep(Support.Browser browser) : OwnServerTest(browser)
{
    [Fact]
    public async Task A_whole_journal_is_downloaded_and_comes_into_another_server()
    {
        string conversation = await CreateAnsweredAsync("Travelling", chunks: 4);
        InspectorPage inspector = await OpenInspectorAsync("#/upkeep");
        IDownload download = await inspector.Page.RunAndWaitForDownloadAsync(() =>
            inspector.Get("export-all").ClickAsync()
        );
        download.SuggestedFilename.ShouldBe("journal.jsonl");
        await using var other = new ChatServer();
        await other.StartAsync();
        InspectorPage target = await OpenOtherAsync(other);

        await target.Get("import").ClickAsync();
        await Assertions
            .Expect(target.Get("import-outcome"))
            .ToHaveTextAsync("Choose a file first.");
        await target.Get("import-file").SetInputFilesAsync(await download.PathAsync());
        await target.Get("import").ClickAsync();
        await Assertions.Expect(target.Get("import-dialog")).ToBeVisibleAsync();
        await target.Get("confirm").ClickAsync();
        await Assertions
            .Expect(target.Get("import-outcome"))
            .ToHaveTextAsync("1 conversation with 7 events imported.");
        await target.Get("import").ClickAsync();
        await target.Get("confirm").ClickAsync();

        await Assertions
            .Expect(target.Get("import-outcome"))
            .ToHaveTextAsync("0 conversations with 0 events imported, 1 refused.");
        await Assertions.Expect(target.Get("refusals")).ToContainTextAsync("It exists already.");
        await target.GoToConversationAsync(conversation);
        await Assertions.Expect(target.Get("title")).ToHaveTextAsync("Travelling");
        target.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pruning_shows_what_would_go_and_does_it_when_that_was_typed()
    {
        string oldest = await CreateAnsweredAsync("Oldest", chunks: 3);
        string newest = await CreateAnsweredAsync("Newest", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync("#/upkeep");
        await inspector.Get("prune-events").FillAsync("7");

        await inspector.Get("prune").ClickAsync();
        ILocator dialog = inspector.Get("prune-dialog");
        await Assertions.Expect(dialog.Locator("li")).ToHaveCountAsync(1);
        await Assertions.Expect(dialog).ToContainTextAsync(oldest[..8]);
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions
            .Expect(inspector.Get("prune-outcome"))
            .ToHaveTextAsync("Nothing was erased.");
        (await StatusAsync(oldest)).ShouldBe(HttpStatusCode.OK);

        await inspector.Get("prune").ClickAsync();
        await Assertions.Expect(inspector.Get("confirm")).ToBeDisabledAsync();
        await inspector.Get("typed").FillAsync("prune");
        await inspector.Get("confirm").ClickAsync();

        await Assertions
            .Expect(inspector.Get("prune-outcome"))
            .ToHaveTextAsync("1 conversation erased.");
        (await StatusAsync(oldest)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(newest)).ShouldBe(HttpStatusCode.OK);
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Compacting_asks_first_and_an_order_without_a_limit_is_refused_in_words()
    {
        await CreateAnsweredAsync("Small", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync("#/upkeep");

        await inspector.Get("compact").ClickAsync();
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions
            .Expect(inspector.Get("compact-outcome"))
            .ToHaveTextAsync("Nothing was changed.");
        await inspector.Get("compact").ClickAsync();
        await inspector.Get("confirm").ClickAsync();
        await Assertions
            .Expect(inspector.Get("compact-outcome"))
            .ToHaveTextAsync("0 old snapshots dropped.");
        await inspector.Get("prune").ClickAsync();

        await Assertions
            .Expect(inspector.Get("prune-outcome"))
            .ToContainTextAsync("Say how much is kept");
    }

    [Fact]
    public async Task What_all_conversations_write_can_be_watched()
    {
        string conversation = await CreateAsync("Watched");
        InspectorPage inspector = await OpenInspectorAsync("#/journal");
        await inspector.ExpectLiveAsync();

        var turn = await AskScriptAsync(conversation, "Go");
        turn.Say("<b>first</b>");
        ILocator rows = inspector.Get("tail-row");
        await Assertions.Expect(rows.First).ToContainTextAsync("<b>first</b>");
        await inspector.Get("pause-tail").ClickAsync();
        turn.Say("second").Finish();
        await Assertions
            .Expect(inspector.Get("tail-count"))
            .ToHaveTextAsync("4 events written since this was opened, paused");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await inspector.Get("pause-tail").ClickAsync();

        await Assertions.Expect(rows).ToHaveCountAsync(4);
        await Assertions.Expect(rows.First).ToContainTextAsync("turn-completed");
        await rows.Last.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(inspector.Row(2)).ToHaveAttributeAsync("aria-selected", "true");
        inspector.Errors.ShouldBeEmpty();
    }

    private async Task<InspectorPage> OpenOtherAsync(ChatServer other)
    {
        InspectorPage inspector = await InspectorPage.OpenAsync(
            await NewBrowserAsync(other),
            "#/upkeep"
        );
        await inspector.SignInAsync(other.OperatorKey);
        await Assertions.Expect(inspector.Get("import")).ToBeVisibleAsync();
        return inspector;
    }

    private async Task<HttpStatusCode> StatusAsync(string conversation)
    {
        using var response = await Client.GetAsync($"/conversations/{conversation}");
        return response.StatusCode;
    }
}
