using System.Net.Http.Headers;
using System.Text;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

/// <summary>Whatever is wrong with a body has an answer of its own, and none of them is a 500.</summary>
public sealed class A_body_that_is_wrong(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"prompt\":\"x\"")]
    [InlineData("{\"prompt\":\"x\"} more")]
    [InlineData("{'prompt':'x'}")]
    [InlineData("{\"prompt\":\"x\",}")]
    [InlineData("// comment\n{\"prompt\":\"x\"}")]
    [InlineData("{\"prompt\":\"x\",\"prompt\":\"y\"}")]
    [InlineData("{\"prompt\":\"\\ud800\"}")]
    [InlineData("{\"prompt\":\"\\udc00x\"}")]
    [InlineData("{\"prompt\":\"x\",\"options\":{\"a\":[\"\\ud800\"]}}")]
    [InlineData("{\"prompt\":\"x\",\"\\ud800\":1}")]
    [InlineData("\ufeff{\"prompt\":\"x\"}")]
    public async Task Is_invalid_json(string body) =>
        await (await PromptAsync(Answers.Json(body))).ShouldBeProblemAsync(400, "invalid-json");

    [Theory]
    [InlineData("[]")]
    [InlineData("\"prompt\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"prompt\":null}")]
    [InlineData("{\"prompt\":\"\"}")]
    [InlineData("{\"prompt\":7}")]
    [InlineData("{\"prompt\":[\"x\"]}")]
    [InlineData("{\"prompt\":\"a\\u0000b\"}")]
    [InlineData("{\"prompt\":\"x\",\"model\":7}")]
    [InlineData("{\"prompt\":\"x\",\"options\":7}")]
    [InlineData("{\"prompt\":\"x\",\"options\":[]}")]
    [InlineData("{\"prompt\":\"x\",\"whileRunning\":\"perhaps\"}")]
    [InlineData("{\"prompt\":\"x\",\"provider\":\"demo\",\"options\":{\"chunks\":-1}}")]
    [InlineData("{\"prompt\":\"x\",\"provider\":\"demo\",\"options\":{\"chunks\":1.5}}")]
    [InlineData("{\"prompt\":\"x\",\"provider\":\"demo\",\"options\":{\"chunksPerSecond\":10001}}")]
    public async Task Is_an_invalid_request(string body) =>
        (await (await PromptAsync(Answers.Json(body))).ShouldBeProblemAsync(400, "invalid-request"))
            .Text("detail")
            .ShouldNotBeNullOrWhiteSpace();

    [Fact]
    public async Task Names_no_configured_provider() =>
        await (
            await PromptAsync(Answers.Json("{\"prompt\":\"x\",\"provider\":\"nobody\"}"))
        ).ShouldBeProblemAsync(400, "unknown-provider");

    [Fact]
    public async Task Is_not_utf_8() =>
        await (
            await PromptAsync(Answers.Json([.. "{\"prompt\":\""u8, 0xc3, 0x28, .. "\"}"u8]))
        ).ShouldBeProblemAsync(400, "invalid-json");

    [Fact]
    public async Task Is_nested_too_deep()
    {
        var deep = new string('[', 100) + new string(']', 100);
        await (
            await PromptAsync(Answers.Json($"{{\"prompt\":\"x\",\"options\":{{\"a\":{deep}}}}}"))
        ).ShouldBeProblemAsync(400, "invalid-json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Is_of_another_media_type(string? type)
    {
        var content = new ByteArrayContent("{\"prompt\":\"x\"}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        await (await PromptAsync(content)).ShouldBeProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Is_compressed()
    {
        var content = Answers.Json("{\"prompt\":\"x\"}");
        content.Headers.ContentEncoding.Add("gzip");
        await (await PromptAsync(content)).ShouldBeProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Is_a_prompt_over_its_limit()
    {
        var exactly = new string('x', 131_072);
        var conversation = await server.Client.BeginAsync();
        await server.Client.PromptAsync(conversation, exactly);
        await (
            await PromptAsync(Answers.Json($"{{\"prompt\":\"{exactly}x\"}}"))
        ).ShouldBeProblemAsync(413, "prompt-too-large");
        // Bytes count, not characters.
        await (
            await PromptAsync(Answers.Json($"{{\"prompt\":\"{new string('é', 65_537)}\"}}"))
        ).ShouldBeProblemAsync(413, "prompt-too-large");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_over_the_limit_of_all_bodies(bool chunked)
    {
        var body = Answers.Json($"{{\"prompt\":\"{new string('x', 300_000)}\"}}");
        using var request = await RequestAsync(body);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(413, "body-too-large");
    }

    /// <summary>
    /// Kestrel answers nothing to who has closed his half in mid-body; what counts is that nothing
    /// is taken for a prompt, and that the connection ends.
    /// </summary>
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"prompt\":\"x\"}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\ne\r\n{\"prompt\":\"x\"}\r\n")]
    public async Task Ends_before_its_end(string rest)
    {
        var conversation = await server.Client.BeginAsync();
        using var connection = await RawConnection.OpenAsync(server.Address);

        var answer = await connection.SendAndEndAsync(Head(conversation) + rest);

        if (answer.Length > 0)
            answer.ShouldContain("urn:actorstream:invalid-json");
        await ShouldHaveNoTurnAsync(conversation);
    }

    [Fact]
    public async Task Is_badly_chunked()
    {
        var conversation = await server.Client.BeginAsync();
        using var connection = await RawConnection.OpenAsync(server.Address);

        await connection.SendAsync(
            Head(conversation) + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"
        );

        var answer = await connection.ReadAllAsync();
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("urn:actorstream:invalid-json");
        await ShouldHaveNoTurnAsync(conversation);
    }

    [Fact]
    public async Task Of_a_new_conversation_may_be_missing_or_empty()
    {
        (await server.Http.PostAsync("/conversations", null)).EnsureSuccessStatusCode();
        (
            await server.Http.PostAsync("/conversations", Answers.Json("{}"))
        ).EnsureSuccessStatusCode();
        (
            await server.Http.PostAsync("/conversations", Answers.Json("{\"title\":null}"))
        ).EnsureSuccessStatusCode();
    }

    [Theory]
    [InlineData("{\"title\":7}", "invalid-request")]
    [InlineData("{\"title\":\"a\\u0000\"}", "invalid-request")]
    [InlineData("[]", "invalid-request")]
    [InlineData("{\"title\"", "invalid-json")]
    public async Task Of_a_new_conversation_is_refused(string body, string type) =>
        await (
            await server.Http.PostAsync("/conversations", Answers.Json(body))
        ).ShouldBeProblemAsync(400, type);

    [Fact]
    public async Task Has_a_title_that_is_too_long()
    {
        await (
            await server.Http.PostAsync(
                "/conversations",
                Answers.Json($"{{\"title\":\"{new string('t', 201)}\"}}")
            )
        ).ShouldBeProblemAsync(400, "invalid-request");
    }

    [Fact]
    public async Task Holds_whole_characters_of_every_plane_and_they_come_back_to_the_byte()
    {
        const string prompt =
            "a\u0001\u001f\u007f\u2028é漢😀\ud83d\udc69\u200d\ud83d\ude80\r\n\"\\</script>";
        var conversation = await server.Client.BeginAsync();

        await server.Client.PromptAsync(conversation, prompt);

        (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")[0]
            .Text("prompt")
            .ShouldBe(prompt);
        await using var viewer = await server.ViewAsync(conversation);
        var started = await viewer.NextAsync();
        started!.Member("prompt").GetString().ShouldBe(prompt);
    }

    private string Head(string conversation) =>
        $"POST /conversations/{conversation}/turns HTTP/1.1\r\n"
        + $"Host: {server.Address.Authority}\r\nContent-Type: application/json\r\n";

    private async Task ShouldHaveNoTurnAsync(string conversation) =>
        (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")
            .GetArrayLength()
            .ShouldBe(0);

    private async Task<HttpResponseMessage> PromptAsync(HttpContent content)
    {
        using var request = await RequestAsync(content);
        return await server.Http.SendAsync(request);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpContent content) =>
        new(HttpMethod.Post, $"/conversations/{await server.Client.BeginAsync()}/turns")
        {
            Content = content,
        };
}
