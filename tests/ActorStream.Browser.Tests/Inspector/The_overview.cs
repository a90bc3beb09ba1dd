using System.Text.Json.Nodes;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

public sealed class The_overview(Support.Browser browser) : InspectorTest(browser)
{
    [Fact]
    public async Task Shows_what_the_node_does_while_it_does_it()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        ILocator chunks = inspector.Get("chart-chunks").Locator(".chart-value");
        await Assertions.Expect(chunks).ToHaveTextAsync(InspectorPage.Matching("^[0-9.,]+$"));
        string conversation = await CreateAsync("Seen from the overview");
        ScriptedTurn answer = await AskScriptAsync(conversation, "Seen from the overview");
        for (int i = 0; i < 200; i++)
        {
            answer.Say($"word {i} ");
        }

        ILocator item = inspector.Get("running-now").Locator($"[data-id='{conversation}']");
        await Assertions.Expect(item).ToContainTextAsync("Seen from the overview");
        await Assertions.Expect(chunks).ToHaveTextAsync(InspectorPage.Matching("[1-9]"));
        await inspector.ExpectFactAsync("Journal", "SQLite");

        answer.Finish();
        await Assertions.Expect(item).ToHaveCountAsync(0);
        inspector.Errors.ShouldBeEmpty();
    }

    /// <summary>
    /// What a server on PostgreSQL says of its rewrites; this one is on SQLite, so its answers are altered.
    /// </summary>
    [Fact]
    public async Task Shows_whether_what_was_erased_waits_for_a_rewrite_and_why_there_is_none()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        await inspector.ExpectFactAsync("Journal", "SQLite");
        await Assertions
            .Expect(inspector.Page.Locator("[data-fact='Rewrite']"))
            .Not.ToBeVisibleAsync();

        await SayOfRewritesAsync(inspector, due: true, running: false, lastAt: null, "<b>No</b>");
        await inspector.ExpectFactAsync("Rewrite", "due for 5 s");
        await Assertions
            .Expect(inspector.Get("attention"))
            .ToContainTextAsync("were not rewritten: <b>No</b>");

        await SayOfRewritesAsync(inspector, due: true, running: true, lastAt: null, "<b>No</b>");
        await inspector.ExpectFactAsync("Rewrite", "running");
        await Assertions
            .Expect(inspector.Get("attention"))
            .Not.ToContainTextAsync("were not rewritten");

        await SayOfRewritesAsync(inspector, due: false, running: false, "2026-01-31T12:00:00Z");
        await inspector.ExpectFactAsync("Rewrite", "not due");

        await SayOfRewritesAsync(
            inspector,
            false,
            false,
            "2026-01-31T12:00:00Z",
            null,
            "<i>No</i>"
        );
        await inspector.ExpectFactAsync("Rewrite", "log is left");
        await Assertions
            .Expect(inspector.Get("attention"))
            .ToContainTextAsync("log may hold what was erased: <i>No</i>");
        inspector.Errors.ShouldBeEmpty();
    }

    private async Task SayOfRewritesAsync(
        InspectorPage inspector,
        bool due,
        bool running,
        string? lastAt,
        string? problem = null,
        string? logProblem = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/overview");
        request.Headers.Authorization = new("Bearer", Server.OperatorKey);
        using HttpResponseMessage response = await Client.SendAsync(request);
        JsonNode overview = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        DateTimeOffset now = (DateTimeOffset)overview["now"]!;
        overview["journal"]!["rewrite"] = new JsonObject
        {
            ["due"] = due,
            ["dueSince"] = due ? now.AddSeconds(-5).ToString("O") : null,
            ["running"] = running,
            ["lastAt"] = lastAt,
            ["problem"] = problem,
            ["logDue"] = logProblem is not null,
            ["logProblem"] = logProblem,
        };
        await inspector.Page.RouteAsync(
            "**/admin/overview/events",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        ContentType = "text/event-stream",
                        Body = $"event: overview\ndata: {overview.ToJsonString()}\n\n",
                    }
                )
        );
        await inspector.Page.ReloadAsync();
    }

    [Fact]
    public async Task A_chart_tells_every_second_by_pointer_and_by_keyboard()
    {
        InspectorPage inspector = await OpenInspectorAsync();
        ILocator chart = inspector.Get("chart-connections");
        ILocator plot = chart.GetByRole(AriaRole.Slider);
        ILocator when = chart.Locator(".chart-when");
        await Assertions.Expect(plot).ToHaveAttributeAsync("aria-valuenow", "0");

        await plot.FocusAsync();
        await plot.PressAsync("Home");
        await Assertions.Expect(when).ToHaveTextAsync(InspectorPage.Matching("s ago"));
        await plot.PressAsync("End");
        await Assertions
            .Expect(plot)
            .ToHaveAttributeAsync("aria-valuetext", InspectorPage.Matching("SSE"));
        await plot.BlurAsync();
        await Assertions.Expect(when).ToHaveTextAsync("");

        await plot.HoverAsync();
        await Assertions.Expect(when).ToHaveTextAsync(InspectorPage.Matching("s ago"));
    }
}
