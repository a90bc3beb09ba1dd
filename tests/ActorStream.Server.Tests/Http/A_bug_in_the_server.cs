using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.Http;

/// <summary>A bug is answered as such: with the trace under which the log has it, and nothing of it.</summary>
public sealed class A_bug_in_the_server(A_bug_in_the_server.Server server)
    : IClassFixture<A_bug_in_the_server.Server>
{
    private const string Secret = "canary-of-the-bug";
    private const string Prompt = "canary-of-the-prompt";

    [Fact]
    public async Task Is_a_500_that_names_its_trace()
    {
        var conversation = await server.Client.BeginAsync();
        using var request = server.Client.PromptRequest(conversation, Prompt, "buggy");

        using var response = await server.Http.SendAsync(request);

        var problem = await response.ShouldBeProblemAsync(500, "internal");
        problem.GetRawText().ShouldNotContain(Secret);
        var traceId = problem.Text("traceId")!;
        var line = server.Log.All.Single(line => line.Id == 300);
        line.Text.ShouldContain(traceId);
        line.Text.ShouldContain(Secret);
    }

    [Fact]
    public async Task Over_a_websocket_is_an_error_and_then_1011()
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await WebSocketViewer.OpenAsync(server.Address, conversation);

        await viewer.SendAsync(
            $"{{\"type\":\"prompt\",\"prompt\":\"{Prompt}\",\"provider\":\"buggy\"}}"
        );

        var error = (await viewer.ReadToAsync("error"))[^1].GetProperty("error");
        error.Text("type").ShouldBe("urn:actorstream:internal");
        error.GetProperty("status").GetInt32().ShouldBe(500);
        error.Text("traceId").ShouldNotBeNullOrEmpty();
        error.GetRawText().ShouldNotContain(Secret);
        (await viewer.NextAsync()).ShouldBeNull();
        ((int?)viewer.CloseStatus).ShouldBe(1011);
    }

    [Fact]
    public async Task Or_a_providers_failure_brings_no_prompt_into_the_log()
    {
        var conversation = await server.Client.BeginAsync();
        await server.Client.PromptAsync(conversation, Prompt);
        await using var viewer = await server.ViewAsync(conversation);
        (await server.NextTurnAsync(conversation)).Fail(
            new ProviderException(
                new("urn:actorstream:provider-rejected", "Refused.", $"You said {Prompt}")
            )
        );
        await viewer.ReadToEndOfTurnAsync();

        server.Log.All.ShouldNotContain(line => line.Text.Contains(Prompt));
    }

    public sealed class Server : RunningServer
    {
        internal LogLines Log { get; } = new();

        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Logging.AddProvider(Log);
            builder.Services.AddSingleton<ITurnProvider>(new Buggy());
        }
    }

    private sealed class Buggy : ITurnProvider
    {
        public string Name => "buggy";

        public string Title => "A bug";

        public bool IsDemonstration => true;

        public IReadOnlyList<string> Models => [];

        public string? Validate(string? model, JsonElement? options) =>
            throw new InvalidOperationException(Secret);

        public IAsyncEnumerable<ProviderItem> StreamAsync(
            TurnRequest request,
            CancellationToken cancellation
        ) => throw new NotSupportedException();
    }
}
