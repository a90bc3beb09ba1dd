using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class Choosing_the_answers_form(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/json, text/event-stream;q=0.5", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("text/event-stream;q=0, */*", "application/json")]
    [InlineData("text/event-stream", "text/event-stream")]
    [InlineData("TEXT/Event-Stream", "text/event-stream")]
    [InlineData("text/event-stream, */*", "text/event-stream")]
    [InlineData("text/event-stream, application/json", "text/event-stream")]
    [InlineData("application/json;q=0.5, text/event-stream", "text/event-stream")]
    public async Task Follows_the_header(string? accept, string expected)
    {
        using var response = await AskAsync(accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, image/*")]
    [InlineData("application/json;q=0")]
    [InlineData("nonsense")]
    public async Task Is_refused_where_there_is_none(string accept)
    {
        using var response = await AskAsync(accept);
        await response.ShouldBeProblemAsync(406, "not-acceptable");
    }

    [Fact]
    public async Task Is_refused_before_a_prompt_is_taken()
    {
        var conversation = await server.Client.BeginAsync();
        using var request = server.Client.PromptRequest(conversation, "x");
        request.Headers.Accept.ParseAdd("image/png");
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(406, "not-acceptable");
        (await server.Client.JournalAsync(conversation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_has_the_headers_that_keep_it_flowing()
    {
        using var response = await AskAsync("text/event-stream");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldBe("retry: 1000");
    }

    private async Task<HttpResponseMessage> AskAsync(string? accept)
    {
        var conversation = await server.Client.BeginAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/conversations/{conversation}/events"
        );
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
