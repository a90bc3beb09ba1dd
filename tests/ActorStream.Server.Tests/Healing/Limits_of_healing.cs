using System.Net;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Healing;

/// <summary>What is refused while a conversation is healed, and what is too large to be healed so.</summary>
public sealed class Limits_of_healing : IAsyncLifetime
{
    private readonly TemporaryFolder _quarantine = new();
    private readonly HealedServer _server;

    public Limits_of_healing() =>
        _server = new()
        {
            More = $$"""
                actorstream.conversations.hold-patience = 20ms
                actorstream.admin.heal {
                  max-steps = 1
                  quarantine-folder = "{{Path.Combine(_quarantine.Path, "kept")}}"
                }
                """,
        };

    [Fact]
    public async Task What_would_wait_too_long_is_refused_and_nothing_of_it_is_done()
    {
        var conversation = await _server.FinishedAsync();
        await using var viewer = await _server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        await using (await HoldAsync(conversation))
        {
            using var prompt = _server.Client.PromptRequest(conversation, "Now?");
            foreach (
                var asked in (Task<HttpResponseMessage>[])
                    [
                        _server.Http.SendAsync(prompt),
                        _server.Http.GetAsync($"/conversations/{conversation}"),
                        _server.Http.GetAsync($"/conversations/{conversation}/events"),
                        _server.PostAsync($"/admin/conversations/{conversation}/snapshot", null),
                    ]
            )
            {
                using var answer = await asked;
                await answer.ShouldBeProblemAsync(503, "conversation-held");
                answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            }

            // Others do not notice.
            await _server.FinishedAsync();
        }

        await _server.Client.PromptAsync(conversation, "And now?");
        (await _server.NextTurnAsync(conversation)).Say("Yes.").Finish();
        await viewer.ReadToEndOfTurnAsync();
        viewer.Seen.ShouldNotContain(seen => seen.Json.Contains("Now?"));
        viewer.Seen.Select(seen => seen.SequenceNr).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task Two_cannot_hold_the_same_conversation()
    {
        var conversation = await _server.FinishedAsync();
        await _server.HarmAsync(conversation, 3, "cut");
        await using (await HoldAsync(conversation))
        {
            using var refused = await HealAsync(conversation);
            await refused.ShouldBeProblemAsync(503, "conversation-held");
        }

        using var healed = await HealAsync(conversation);
        (await healed.ShouldBeJsonAsync()).GetProperty("applied").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_too_large_needs_the_server_to_be_stopped()
    {
        var conversation = await _server.FinishedAsync();
        await _server.HarmAsync(conversation, 3, "cut");
        await _server.HarmAsync(conversation, 4, "cut");

        using var refused = await HealAsync(conversation);
        var problem = await refused.ShouldBeProblemAsync(409, "maintenance-refused");

        problem.Text("detail")!.ShouldContain($"actorstream journal heal {conversation} --apply");
        problem.Text("detail")!.ShouldContain("replace 3, replace 4");
    }

    [Fact]
    public async Task The_quarantine_is_where_the_configuration_says()
    {
        var conversation = await _server.FinishedAsync();
        await _server.HarmAsync(conversation, 3, "cut");

        using var healed = await HealAsync(conversation);
        var file = (await healed.ShouldBeJsonAsync(HttpStatusCode.OK)).Text("quarantine")!;

        Path.GetDirectoryName(file).ShouldBe(Path.Combine(_quarantine.Path, "kept"));
        File.Exists(file).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.GetDirectoryName(file)!)
                .ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
        }

        _server.Log.All.ShouldContain(line => line.Id == 404 && line.Text.Contains(conversation));
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _quarantine.Dispose();
    }

    private async Task<ConversationHold> HoldAsync(string conversation)
    {
        ConversationId.TryParse(conversation, out var id).ShouldBeTrue();
        var gateway = _server.Services.GetRequiredService<ConversationGateway>();
        var (hold, refusal) = await gateway.HoldAsync(id);
        refusal.ShouldBeNull();
        return hold!;
    }

    private Task<HttpResponseMessage> HealAsync(string conversation) =>
        _server.PostAsync($"/admin/conversations/{conversation}/heal", """{"apply": true}""");
}
