using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class The_checks(Support.Browser browser) : OwnServerTest(browser)
{
    [Fact]
    public async Task The_doctor_says_what_is_well_and_the_statistics_count_on_demand()
    {
        string conversation = await CreateAnsweredAsync("Counted", chunks: 4);
        InspectorPage inspector = await OpenInspectorAsync("#/checks");
        await Assertions.Expect(inspector.Get("check").First).ToBeVisibleAsync();
        await Assertions
            .Expect(inspector.Get("check").Filter(new() { HasText = "schema" }))
            .ToHaveAttributeAsync("data-status", "ok");

        await inspector.Get("count-stats").ClickAsync();
        await inspector.ExpectFactAsync("Events", "7");
        await inspector.ExpectFactAsync("Turns completed", "1");
        await inspector.Get("stats").GetByText("Counted").ClickAsync();
        await Assertions.Expect(inspector.Get("title")).ToHaveTextAsync("Counted");
        inspector.Page.Url.ShouldContain(conversation);
    }

    [Fact]
    public async Task Verifying_a_sound_journal_finds_nothing()
    {
        string conversation = await CreateAnsweredAsync("Sound", chunks: 4);
        InspectorPage inspector = await OpenInspectorAsync("#/checks");
        await inspector.Get("verify").ClickAsync();
        await Assertions
            .Expect(inspector.Get("verify-status"))
            .ToContainTextAsync("Nothing is damaged: 7 events of 1 conversation");

        await inspector.GoToAsync($"#/checks?conversation={conversation}");
        await inspector.Get("verify").ClickAsync();
        await Assertions
            .Expect(inspector.Get("verify-status"))
            .ToContainTextAsync("Nothing is damaged: 7 events of 1 conversation");
        await Assertions.Expect(inspector.Get("finding")).ToHaveCountAsync(0);
        inspector.Errors.ShouldBeEmpty();
    }
}
