using ActorStream.Browser.Tests.Support;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>Everything that an operator does can be done without a mouse, and the focus is always seen.</summary>
public sealed class Working_by_keyboard(Support.Browser browser) : OwnServerTest(browser)
{
    [Fact]
    public async Task From_the_key_to_a_payload_and_back_through_the_past()
    {
        await CreateAnsweredAsync("A question about herons", chunks: 5);
        await CreateAnsweredAsync("A question about otters", chunks: 5);
        InspectorPage inspector = await InspectorPage.OpenAsync(await NewBrowserAsync());
        IKeyboard keys = inspector.Page.Keyboard;
        await Assertions.Expect(inspector.Get("key")).ToBeFocusedAsync();
        await keys.TypeAsync(Server.OperatorKey);
        await keys.PressAsync("Enter");
        await Assertions.Expect(inspector.Get("sign-out")).ToBeVisibleAsync();

        await inspector.PressAsync(inspector.Page.Locator("#nav [data-page='conversations']"));
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(2);
        await keys.PressAsync("/");
        await Assertions.Expect(inspector.Get("filter-text")).ToBeFocusedAsync();
        await keys.TypeAsync("otters");
        await Assertions.Expect(inspector.Conversations).ToHaveCountAsync(1);
        await inspector.TabToAsync(inspector.Get("filter-state"));
        await inspector.PressAsync(inspector.Conversations.First.GetByRole(AriaRole.Link));
        await Assertions.Expect(inspector.Get("title")).ToHaveTextAsync("A question about otters");

        await inspector.PressAsync(inspector.Get("tab-events"));
        await Assertions.Expect(inspector.Row(3)).ToBeVisibleAsync();
        await inspector.TabToAsync(inspector.Get("go-to"));
        await keys.TypeAsync("3");
        await keys.PressAsync("Enter");
        await Assertions.Expect(inspector.Get("rows")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(inspector.Row(4)).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(inspector.Get("row-detail")).ToContainTextAsync("chunk.v2");

        await inspector.PressAsync(inspector.Get("tab-replay"));
        await inspector.TabToAsync(inspector.Scrubber);
        await keys.PressAsync("Home");
        await Assertions
            .Expect(inspector.Get("replay-label"))
            .ToContainTextAsync(InspectorPage.Matching("^1 of 8"));
        await keys.PressAsync("ArrowRight");
        await Assertions
            .Expect(inspector.Get("replay-label"))
            .ToContainTextAsync(InspectorPage.Matching("^2 of 8"));
        await inspector.PressAsync(inspector.Get("to-live"));
        await Assertions
            .Expect(inspector.Get("replay-label"))
            .ToContainTextAsync(InspectorPage.Matching("^8 of 8"));
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_asks_and_gives_the_focus_back()
    {
        string conversation = await CreateAsync("To be stopped");
        var turn = await AskScriptAsync(conversation, "Go");
        turn.Say("Half");
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        ILocator stop = inspector.Get("stop");
        ILocator dialog = inspector.Get("stop-dialog");
        await Assertions.Expect(stop).ToBeVisibleAsync();

        await inspector.PressAsync(stop);
        await inspector.ShouldKeepFocusAsync(dialog);
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(stop).ToBeFocusedAsync();

        await inspector.Page.Keyboard.PressAsync("Enter");
        await inspector.PressAsync(inspector.Get("confirm"));
        await Assertions.Expect(inspector.Outcome).ToHaveTextAsync("t1 is aborted.");
        await Assertions.Expect(stop).ToBeHiddenAsync();
        await Assertions.Expect(inspector.Outcome).ToBeFocusedAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Healing_asks_and_gives_the_focus_back()
    {
        string conversation = await CreateAnsweredAsync("To be healed", chunks: 3);
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        await inspector.Page.RouteAsync(
            "**/heal",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "application/json",
                        Body = """
                        {"applied": true, "obstacle": null, "offline": null, "plan": "p", "quarantine": null,
                         "findings": [{"sequenceNr": 3, "kind": "snapshot", "reason": "It is damaged."}],
                         "steps": [{"kind": "replace-snapshot", "sequenceNr": 3, "detail": "", "live": true}]}
                        """,
                    }
                )
        );
        ILocator heal = inspector.Get("heal");
        await Assertions.Expect(heal).ToBeVisibleAsync();

        await inspector.PressAsync(heal);
        await inspector.ShouldKeepFocusAsync(inspector.Get("heal-dialog"));
        await inspector.Page.ShouldBeReadableAsync("the question before healing");
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(inspector.Outcome).ToHaveTextAsync("Nothing was changed.");
        await Assertions.Expect(heal).ToBeFocusedAsync();

        await inspector.Page.Keyboard.PressAsync("Enter");
        await inspector.PressAsync(inspector.Get("confirm"));
        await Assertions.Expect(inspector.Outcome).ToContainTextAsync("Healed");
        await Assertions.Expect(heal).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_journal_is_paused_and_the_upkeep_ordered()
    {
        string conversation = await CreateAsync("Watched");
        InspectorPage inspector = await OpenInspectorAsync("#/journal");
        await inspector.ExpectLiveAsync();
        var turn = await AskScriptAsync(conversation, "Go");
        turn.Say("first").Finish();
        await Assertions.Expect(inspector.Get("tail-row")).ToHaveCountAsync(3);
        await inspector.Page.ShouldBeReadableAsync("the journal as it is written");
        await inspector.PressAsync(inspector.Get("pause-tail"));
        await Assertions.Expect(inspector.Get("pause-tail")).ToHaveTextAsync("Go on");
        await inspector.PressAsync(inspector.Get("tail-row").Last.GetByRole(AriaRole.Link));
        await Assertions.Expect(inspector.Row(2)).ToHaveAttributeAsync("aria-selected", "true");

        await inspector.PressAsync(inspector.Page.Locator("#nav [data-page='upkeep']"));
        ILocator compact = inspector.Get("compact");
        await inspector.PressAsync(compact);
        await inspector.ShouldKeepFocusAsync(inspector.Page.Locator("dialog"));
        await inspector.Page.Keyboard.PressAsync("Escape");
        await Assertions
            .Expect(inspector.Get("compact-outcome"))
            .ToHaveTextAsync("Nothing was changed.");
        await Assertions.Expect(compact).ToBeFocusedAsync();
        await inspector.Page.Keyboard.PressAsync("Enter");
        await inspector.PressAsync(inspector.Get("confirm"));
        await Assertions
            .Expect(inspector.Get("compact-outcome"))
            .ToHaveTextAsync("0 old snapshots dropped.");
        await Assertions.Expect(compact).ToBeFocusedAsync();
        inspector.Errors.ShouldBeEmpty();
    }
}
