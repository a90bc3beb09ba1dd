using System.Collections.Concurrent;
using ActorStream.Browser.Tests.Support;
using ActorStream.Conversations.Events;
using ActorStream.TestKit.Providers;
using ActorStream.Turns;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests;

/// <summary>
/// B39: markup, scripts, dangerous links and remote images from a model are inert text.
/// </summary>
public sealed class A_hostile_model(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Nothing_it_writes_runs_or_loads_anything()
    {
        List<string> payloads = Payloads.All();
        payloads.Count.ShouldBeGreaterThanOrEqualTo(500);
        IBrowserContext context = await NewBrowserAsync();
        ChatPage chat = await ChatPage.OpenAsync(context);
        var requests = new ConcurrentQueue<string>();
        var dialogs = new ConcurrentQueue<string>();
        context.Request += (_, request) => requests.Enqueue(request.Url);
        chat.Page.Dialog += async (_, dialog) =>
        {
            dialogs.Enqueue(dialog.Message);
            await dialog.DismissAsync();
        };

        ScriptedTurn answer = await chat.AskScriptAsync(Server, "<svg onload=window.hit=1>");
        answer.Say(ChunkKind.Reasoning, payloads[0]).Say(ChunkKind.Tool, payloads[1]);
        foreach (string payload in payloads)
        {
            // Cut in the middle: what is harmless in halves must be so as a whole.
            int middle = payload.Length / 2;
            answer.Say(payload[..middle], payload[middle..] + "\n\n");
        }

        answer.Say("The end of it.");
        await chat.ExpectAnswerContainsAsync("The end of it.");
        answer.Fail(
            new ProviderException(
                new TurnFailure("javascript:window.hit=1", payloads[0], payloads[10])
            )
        );
        await chat.ExpectStatusAsync("failed");
        await ExpectInertAsync(); // as it came, event by event

        await chat.Page.ReloadAsync();
        await chat.ExpectStatusAsync("failed");
        await ExpectInertAsync(); // as the transcript has it

        dialogs.ShouldBeEmpty();
        requests
            .Where(url => !url.StartsWith(Server.Address.AbsoluteUri, StringComparison.Ordinal))
            .ShouldBeEmpty();
        requests.Where(url => url.Contains("evil", StringComparison.Ordinal)).ShouldBeEmpty();
        chat.Errors.ShouldBeEmpty();

        async Task ExpectInertAsync()
        {
            string script = await Script.ReadAsync("find-live-markup.js");
            (await chat.Page.EvaluateAsync<string[]>(script)).ShouldBeEmpty();
            (await chat.Page.EvaluateAsync<bool>("'hit' in window")).ShouldBeFalse();
            string shown = (await chat.Page.GetByTestId("transcript").TextContentAsync())!;
            shown.ShouldContain("<script>window.hit=1</script>");
            shown.ShouldContain("constructor.constructor");
        }
    }

    [Fact]
    public async Task The_server_sends_a_policy_that_would_stop_it_even_so()
    {
        ChatPage chat = await OpenPageAsync();
        IAPIResponse answer = await chat.Page.APIRequest.GetAsync("/");

        string policy = answer.Headers["content-security-policy"];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers["x-content-type-options"].ShouldBe("nosniff");
    }
}
