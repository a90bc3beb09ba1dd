using System.Net;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>I19, from the operator's side.</summary>
public sealed class Erasing_a_conversation(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task Needs_the_beginning_of_its_id_and_leads_back_to_the_list()
    {
        string conversation = await CreateAnsweredAsync("To be erased", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        await inspector.Get("erase").ClickAsync();
        ILocator confirm = inspector.Get("confirm");
        await Assertions.Expect(confirm).ToBeDisabledAsync();
        await inspector.Get("typed").FillAsync("no");
        await inspector.Get("typed").PressAsync("Enter");
        await Assertions.Expect(confirm).ToBeDisabledAsync();

        await inspector.Get("typed").FillAsync(conversation[..4]);
        await confirm.ClickAsync();

        await Assertions.Expect(inspector.Get("filter")).ToBeVisibleAsync();
        await Assertions
            .Expect(inspector.Get("announcer"))
            .ToHaveTextAsync(InspectorPage.Matching("erased|conversation"));
        using var response = await Client.GetAsync($"/conversations/{conversation}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_that_shows_it_elsewhere_says_that_it_is_gone()
    {
        string conversation = await CreateAnsweredAsync("Erased elsewhere", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        await Assertions.Expect(inspector.Row(6)).ToContainTextAsync("turn-completed");
        await inspector.ExpectLiveAsync();

        using var response = await Client.DeleteAsync($"/conversations/{conversation}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Assertions.Expect(inspector.Get("state").First).ToHaveTextAsync("Erased");
        await Assertions.Expect(inspector.Row(3)).ToHaveAttributeAsync("data-kind", "erased");
        await Assertions.Expect(inspector.Get("title")).ToHaveTextAsync("Erased");
        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Row(3)).ToHaveAttributeAsync("data-kind", "erased");
        await Assertions.Expect(inspector.Row(7)).ToContainTextAsync("conversation-deleted");
        await inspector.ExpectLiveAsync();
        await Assertions.Expect(inspector.Get("erase")).ToBeHiddenAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_has_every_event_and_a_snapshot_says_where_it_is()
    {
        string conversation = await CreateAnsweredAsync("To be kept", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");

        IDownload download = await inspector.Page.RunAndWaitForDownloadAsync(() =>
            inspector.Get("export").ClickAsync()
        );
        download.SuggestedFilename.ShouldBe($"{conversation}.jsonl");
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        lines.Length.ShouldBeGreaterThanOrEqualTo(6);

        await inspector.Get("snapshot").ClickAsync();
        await Assertions.Expect(inspector.Outcome).ToHaveTextAsync("Snapshot taken at event 6.");
        await inspector.ExpectFactAsync("Snapshot", "at 6");
    }
}
