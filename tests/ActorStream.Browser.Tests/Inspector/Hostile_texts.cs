using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorStream.Browser.Tests.Support;
using ActorStream.TestKit.Providers;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>
/// B39: titles, prompts, chunks, tenants and everything else that strangers wrote is text here, and
/// what would hide or reorder text is shown as an escape.
/// </summary>
public sealed class Hostile_texts(Support.Browser browser) : OwnServerTest(browser)
{
    private const int MaxTitle = 200;

    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _dialogs = new();

    [Fact]
    public async Task Nothing_of_them_runs_or_loads_anything()
    {
        List<string> payloads = Payloads.All();
        payloads.Count.ShouldBeGreaterThanOrEqualTo(500);
        string conversation = await CreateHostileAsync(payloads);
        foreach (string title in payloads.Where((_, index) => index % 10 == 0).Select(Accepted))
        {
            await CreateAsync(title.Length > MaxTitle ? title[..MaxTitle] : title);
        }

        InspectorPage inspector = await OpenWatchedAsync(payloads);
        await inspector.GoToAsync("#/conversations");
        await Assertions.Expect(inspector.Conversations.First).ToBeVisibleAsync();
        await ExpectInertAsync(inspector);

        await inspector.GoToConversationAsync(conversation);
        await Assertions.Expect(inspector.Get("turn")).ToHaveCountAsync(1);
        await ExpectInertAsync(inspector);

        await inspector.GoToConversationAsync(conversation, "replay");
        ILocator past = inspector.Get("past-transcript");
        await Assertions.Expect(past).ToContainTextAsync("The end of it.");
        await Assertions.Expect(past).ToContainTextAsync("<script>window.hit=1</script>");
        await Assertions.Expect(past).ToContainTextAsync("\\u202egnp.exe");
        await ExpectInertAsync(inspector);

        await inspector.GoToConversationAsync(conversation, "viewers");
        await Assertions.Expect(inspector.Get("viewer")).ToHaveCountAsync(payloads.Count);
        await ExpectInertAsync(inspector);

        await inspector.GoToAsync("#/checks");
        await Assertions.Expect(inspector.Get("check")).ToHaveCountAsync(payloads.Count);
        await ExpectInertAsync(inspector);

        await ReadEveryRowAsync(inspector, conversation, payloads.Count);
        ExpectNothingHappened(inspector);
    }

    [Fact]
    public async Task What_hides_or_reorders_text_is_shown_as_an_escape()
    {
        string conversation = await CreateAsync("\u202egnp.exe \u200bhidden");
        ScriptedTurn answer = await AskScriptAsync(conversation, "Marks");
        answer.Say("\u202egnp.exe\u202c \u001b[31mred \ufeff").Finish();
        await Journal.WaitForEndAsync(conversation);
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events?at=3"
        );

        await Assertions
            .Expect(inspector.Get("title"))
            .ToHaveTextAsync("\\u202egnp.exe \\u200bhidden");
        await Assertions
            .Expect(inspector.Row(3))
            .ToContainTextAsync("\\u202egnp.exe\\u202c \\x1b[31mred");
        ILocator payload = inspector.Get("payload");
        await Assertions
            .Expect(payload)
            .ToContainTextAsync("\\u202egnp.exe\\u202c \\u001b[31mred \\ufeff");
        string shown = (await payload.TextContentAsync())!;
        JsonNode.Parse(shown)!["text"]!
            .GetValue<string>()
            .ShouldBe("\u202egnp.exe\u202c \u001b[31mred \ufeff");
    }

    // The server refuses NUL from its clients; a model may say it.
    private static string Accepted(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private async Task<string> CreateHostileAsync(List<string> payloads)
    {
        string conversation = await CreateAsync("<svg onload=window.hit=1>");
        ScriptedTurn answer = await AskScriptAsync(
            conversation,
            Accepted(string.Join('\n', payloads))
        );
        foreach (string payload in payloads)
        {
            answer.Say(payload + "\n\n");
        }

        answer.Say("The end of it.").Finish();
        await Journal.WaitForEndAsync(conversation);
        return conversation;
    }

    /// <summary>Texts that this server cannot be brought to say are put into its answers.</summary>
    private async Task<InspectorPage> OpenWatchedAsync(List<string> payloads)
    {
        IBrowserContext context = await NewBrowserAsync();
        context.Request += (_, request) => _requests.Enqueue(request.Url);
        InspectorPage inspector = await InspectorPage.OpenAsync(context, Server);
        inspector.Page.Dialog += async (_, dialog) =>
        {
            _dialogs.Enqueue(dialog.Message);
            await dialog.DismissAsync();
        };
        await AlterAsync(
            inspector,
            "**/admin/conversations?**",
            list =>
            {
                int next = 0;
                foreach (JsonNode? item in list["conversations"]!.AsArray())
                {
                    item!["tenant"] = payloads[next++ % payloads.Count];
                }
            }
        );
        await AlterAsync(
            inspector,
            "**/viewers",
            body =>
                body["viewers"] = JsonSerializer.SerializeToNode(
                    payloads.Select(text => new
                    {
                        viewerId = text,
                        kind = text,
                        cursor = text,
                        connectedAt = DateTimeOffset.UnixEpoch,
                        sequenceNr = 1,
                        lag = 1,
                        deliveredEvents = 1,
                        deliveredBytes = 1,
                    })
                )
        );
        await inspector.Page.RouteAsync(
            "**/admin/doctor",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        ContentType = "application/json",
                        Body = JsonSerializer.Serialize(
                            new
                            {
                                ok = false,
                                checks = payloads.Select(text => new
                                {
                                    name = text,
                                    status = text,
                                    detail = text,
                                }),
                            }
                        ),
                    }
                )
        );
        return inspector;
    }

    private static Task AlterAsync(InspectorPage inspector, string url, Action<JsonNode> alter) =>
        inspector.Page.RouteAsync(
            url,
            async route =>
            {
                IAPIResponse answer = await route.FetchAsync();
                JsonNode body = JsonNode.Parse(await answer.TextAsync())!;
                alter(body);
                await route.FulfillAsync(
                    new RouteFulfillOptions { Response = answer, Body = body.ToJsonString() }
                );
            }
        );

    private static async Task ReadEveryRowAsync(InspectorPage inspector, string id, int chunks)
    {
        await inspector.GoToConversationAsync(id, "events?at=1");
        int last = chunks + 4; // the start, the turn's start and end, and the closing words
        ILocator rows = inspector.Get("rows");
        while (await inspector.Row(last).CountAsync() == 0)
        {
            await rows.PressAsync("PageDown");
            await Assertions.Expect(inspector.Get("payload")).ToBeVisibleAsync();
            await ExpectInertAsync(inspector);
        }

        await Assertions.Expect(inspector.Row(last)).ToContainTextAsync("turn-completed");
    }

    private static async Task ExpectInertAsync(InspectorPage inspector)
    {
        string script = await Script.ReadAsync("find-live-markup-in-inspector.js");
        (await inspector.Page.EvaluateAsync<string[]>(script)).ShouldBeEmpty();
        (await inspector.Page.EvaluateAsync<bool>("'hit' in window")).ShouldBeFalse();
    }

    private void ExpectNothingHappened(InspectorPage inspector)
    {
        _dialogs.ShouldBeEmpty();
        _requests
            .Where(url => !url.StartsWith(Server.Address.AbsoluteUri, StringComparison.Ordinal))
            .ShouldBeEmpty();
        _requests.Where(url => url.Contains("evil", StringComparison.Ordinal)).ShouldBeEmpty();
        inspector.Errors.ShouldBeEmpty();
    }
}
