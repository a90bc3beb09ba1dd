using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class An_address_that_is_wrong(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Unknown = "00000000000000000000000000";

    public static TheoryData<string, string> OfNoConversation { get; } =
        new()
        {
            { "GET", $"/conversations/{Unknown}" },
            { "DELETE", $"/conversations/{Unknown}" },
            { "POST", $"/conversations/{Unknown}/stop" },
            { "POST", $"/conversations/{Unknown}/turns/t1/stop" },
            { "GET", $"/conversations/{Unknown}/events" },
            { "GET", $"/conversations/{Unknown}/ws" },
            { "GET", "/conversations/short" },
            { "GET", "/conversations/0000000000000000000000000U" },
            { "GET", "/conversations/%2e%2e%2fetc%2fpasswd" },
            { "GET", "/conversations/' OR 1=1 --" },
            { "POST", "/conversations/nothing/stop" },
            { "GET", "/conversations/nothing/events" },
        };

    [Theory]
    [MemberData(nameof(OfNoConversation))]
    public async Task Names_no_conversation(string method, string path)
    {
        using var response = await server.Http.SendAsync(new(new HttpMethod(method), path));
        if (path.EndsWith("/ws", StringComparison.Ordinal))
            await response.ShouldBeProblemAsync(400, "invalid-request");
        else
            await response.ShouldBeProblemAsync(404, "conversation-not-found");
    }

    [Fact]
    public async Task Names_no_conversation_for_a_prompt_or_a_stream()
    {
        await (
            await server.Http.PostAsync(
                $"/conversations/{Unknown}/turns",
                Answers.Json("{\"prompt\":\"x\"}")
            )
        ).ShouldBeProblemAsync(404, "conversation-not-found");
        using var stream = new HttpRequestMessage(
            HttpMethod.Get,
            $"/conversations/{Unknown}/events"
        );
        stream.Headers.Accept.ParseAdd("text/event-stream");
        await (await server.Http.SendAsync(stream)).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/conversations/a/b/c/d")]
    [InlineData("/openapi/v2.json")]
    public async Task Leads_nowhere(string path) =>
        await (await server.Http.GetAsync(path)).ShouldBeProblemAsync(404, "not-found");

    [Theory]
    [InlineData("PUT", "/conversations")]
    [InlineData("PATCH", "/conversations/x")]
    [InlineData("GET", "/conversations/x/stop")]
    [InlineData("TRACE", "/conversations")]
    [InlineData("BREW", "/conversations")]
    public async Task Does_not_know_the_method(string method, string path)
    {
        using var response = await server.Http.SendAsync(new(new HttpMethod(method), path));
        await response.ShouldBeProblemAsync(405, "method-not-allowed");
        response.Content.Headers.Allow.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/conversations?limit=0")]
    [InlineData("/conversations?limit=201")]
    [InlineData("/conversations?limit=-1")]
    [InlineData("/conversations?limit=ten")]
    [InlineData("/conversations?limit=")]
    [InlineData("/conversations?limit=99999999999999999999")]
    [InlineData("/conversations?before=nonsense")]
    public async Task Has_a_parameter_out_of_range(string path) =>
        await (await server.Http.GetAsync(path)).ShouldBeProblemAsync(400, "invalid-request");

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public async Task Has_a_page_size_out_of_range(string limit)
    {
        var conversation = await server.Client.BeginAsync();
        await (
            await server.Http.GetAsync($"/conversations/{conversation}/events?limit={limit}")
        ).ShouldBeProblemAsync(400, "invalid-request");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("9f3c21ab")]
    [InlineData("9f3c21ab-")]
    [InlineData("9f3c21ab--1")]
    [InlineData("9F3C21AB-1")]
    [InlineData("9f3c21ab-99999999999999999999")]
    public async Task Has_no_cursor(string cursor)
    {
        var conversation = await server.Client.BeginAsync();
        await (
            await server.Http.GetAsync($"/conversations/{conversation}/events?after={cursor}")
        ).ShouldBeProblemAsync(400, "invalid-cursor");
        using var resume = new HttpRequestMessage(
            HttpMethod.Get,
            $"/conversations/{conversation}/events"
        );
        resume.Headers.Accept.ParseAdd("text/event-stream");
        resume.Headers.TryAddWithoutValidation("Last-Event-ID", cursor);
        await (await server.Http.SendAsync(resume)).ShouldBeProblemAsync(400, "invalid-cursor");
    }

    [Fact]
    public async Task Is_asked_for_under_a_name_that_is_not_the_servers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/conversations");
        request.Headers.Host = "evil.example";
        (await server.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Holds_a_nul() =>
        (await server.Http.GetAsync("/conversations/%00")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
}
