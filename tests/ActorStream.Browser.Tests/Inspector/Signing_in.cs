using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>H45: without the operator's key the page shows nothing of the server.</summary>
public sealed class Signing_in(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task A_wrong_key_is_refused_with_a_reason_and_the_right_one_opens_the_page()
    {
        InspectorPage inspector = await InspectorPage.OpenAsync(await NewBrowserAsync());
        await Assertions.Expect(inspector.Get("sign-in-form")).ToBeVisibleAsync();

        await inspector.SignInAsync("this-is-not-the-operators-key-at-all");
        await Assertions.Expect(inspector.Get("key-problem")).ToContainTextAsync("not this server");
        await Assertions.Expect(inspector.Get("key")).ToBeFocusedAsync();

        await inspector.SignInAsync(Server.OperatorKey);
        await Assertions.Expect(inspector.Get("chart-chunks")).ToBeVisibleAsync();
        await inspector.ExpectLiveAsync();
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_stays_in_the_tab_and_out_of_every_address()
    {
        IBrowserContext context = await NewBrowserAsync();
        var addresses = new ConcurrentQueue<string>();
        context.Request += (_, request) => addresses.Enqueue(request.Url);
        InspectorPage inspector = await InspectorPage.OpenAsync(context, Server);
        await inspector.ExpectLiveAsync();

        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Get("chart-chunks")).ToBeVisibleAsync();
        addresses.ShouldAllBe(url => !url.Contains(Server.OperatorKey, StringComparison.Ordinal));
        (await inspector.Page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);

        InspectorPage other = await InspectorPage.OpenAsync(context);
        await Assertions.Expect(other.Get("sign-in-form")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_forgets_the_key_and_takes_everything_away()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        await Assertions.Expect(inspector.Get("chart-chunks")).ToBeVisibleAsync();

        await inspector.Get("sign-out").ClickAsync();

        await Assertions.Expect(inspector.Get("sign-in-form")).ToBeVisibleAsync();
        await Assertions.Expect(inspector.Get("chart-chunks")).ToHaveCountAsync(0);
        (await inspector.Page.EvaluateAsync<int>("sessionStorage.length")).ShouldBe(0);
        await inspector.Page.ReloadAsync();
        await Assertions.Expect(inspector.Get("sign-in-form")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_that_is_no_longer_accepted_leads_back_to_the_question()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        await inspector.ExpectLiveAsync();
        await inspector.Page.RouteAsync(
            "**/admin/conversations?**",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        Status = 401,
                        ContentType = "application/problem+json",
                        Body =
                            """{"type":"urn:actorstream:unauthorized","title":"No","status":401}""",
                    }
                )
        );

        await inspector.GoToAsync("#/conversations");

        await Assertions.Expect(inspector.Get("sign-in-form")).ToBeVisibleAsync();
        await Assertions
            .Expect(inspector.Get("key-problem"))
            .ToContainTextAsync("no longer accepts the key");
    }
}
