using System.Net;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Http;

public sealed class Submitting_a_prompt(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Is_answered_with_the_turn_and_where_to_read_it()
    {
        var conversation = await server.Client.BeginAsync();
        using var request = server.Client.PromptRequest(conversation, "Hello");
        using var response = await server.Http.SendAsync(request);

        var body = await response.ShouldBeJsonAsync(HttpStatusCode.Accepted);

        body.Text("turnId").ShouldBe("t1");
        response
            .Headers.Location!.ToString()
            .ShouldBe($"/conversations/{conversation}/events?after={body.Text("cursor")}");
        var first = (await server.Client.JournalAsync(conversation))[0];
        first.Text("cursor").ShouldBe(body.Text("cursor"));
        first.GetProperty("sequenceNr").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task While_a_turn_is_open_is_refused()
    {
        var (conversation, _, _) = await server.BeginTurnAsync();
        using var request = server.Client.PromptRequest(conversation, "And?");
        var problem = await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(
            409,
            "turn-running"
        );
        problem.Text("turnId").ShouldBe("t1");
    }

    [Fact]
    public async Task Can_interrupt_the_open_turn()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        using var response = await server.Http.PostAsync(
            $"/conversations/{conversation}/turns",
            Answers.Json("{\"prompt\":\"No, this\",\"whileRunning\":\"interrupt\"}")
        );
        (await response.ShouldBeJsonAsync(HttpStatusCode.Accepted)).Text("turnId").ShouldBe("t2");
        await turn.Released;
        var journal = await server.Client.JournalAsync(conversation);
        journal
            .Select(row => row.Text("type"))
            .ShouldBe(["turn-started", "turn-aborted", "turn-started"]);
        journal[1].Text("reason").ShouldBe("interrupted");
        (await server.NextTurnAsync(conversation)).Request.Prompt.ShouldBe("No, this");
    }

    [Fact]
    public async Task And_streaming_the_answer_in_the_same_response_ends_with_the_turn()
    {
        var conversation = await server.FinishedAsync();
        await using var viewer = await SseViewer.OpenAsync(
            server.Client.PromptRequest(conversation, "More")
        );
        var turn = await server.NextTurnAsync(conversation);
        turn.Say("b", "c").Finish();

        var read = await viewer.ReadToEndOfTurnAsync();

        (await viewer.NextAsync()).ShouldBeNull();
        read.Select(viewed => viewed.Name)
            .ShouldBe(["turn-started", "chunk", "chunk", "turn-completed"]);
        viewer.Headers.GetValues("ActorStream-Turn-Id").ShouldBe(["t2"]);
        viewer.Headers.GetValues("ActorStream-Cursor").ShouldBe([read[0].Cursor]);
        turn.Request.History.Select(message => message.Text).ShouldBe(["Tell me", "Hello, world."]);
    }

    [Fact]
    public async Task With_a_key_again_gives_the_same_turn()
    {
        var conversation = await server.Client.BeginAsync();
        using var first = server.Client.PromptRequest(conversation, "Once", idempotencyKey: "k!");
        using var accepted = await server.Http.SendAsync(first);
        var body = await accepted.ShouldBeJsonAsync(HttpStatusCode.Accepted);
        accepted.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();

        using var second = server.Client.PromptRequest(conversation, "Once", idempotencyKey: "k!");
        using var repeated = await server.Http.SendAsync(second);

        (await repeated.ShouldBeJsonAsync(HttpStatusCode.Accepted))
            .GetRawText()
            .ShouldBe(body.GetRawText());
        repeated.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await server.Client.JournalAsync(conversation))
            .Count(row => row.Text("type") == "turn-started")
            .ShouldBe(1);
    }

    [Fact]
    public async Task With_a_key_again_in_another_spelling_is_the_same_request()
    {
        var first = await WithKeyAsync(
            "{\"prompt\":\"x\",\"options\":{\"a\":1,\"b\":[true]}}",
            HttpStatusCode.Accepted
        );
        var second = await WithKeyAsync(
            " { \"options\" : {\"b\":[ true ],\"a\":1}, \"prompt\":\"\\u0078\", \"whileRunning\":\"reject\",\"new\":1 } ",
            HttpStatusCode.Accepted
        );
        second.ShouldBe(first);
    }

    [Theory]
    [InlineData("{\"prompt\":\"y\"}")]
    [InlineData("{\"prompt\":\"x\",\"model\":\"m\"}")]
    [InlineData("{\"prompt\":\"x\",\"options\":{}}")]
    [InlineData("{\"prompt\":\"x\",\"whileRunning\":\"interrupt\"}")]
    public async Task With_a_key_and_another_body_is_refused(string other)
    {
        var conversation = await server.Client.BeginAsync();
        using var first = Keyed(conversation, "{\"prompt\":\"x\"}", "key");
        (await server.Http.SendAsync(first)).EnsureSuccessStatusCode();
        using var second = Keyed(conversation, other, "key");
        await (await server.Http.SendAsync(second)).ShouldBeProblemAsync(
            422,
            "idempotency-key-reused"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    public async Task With_a_key_that_is_none(string key)
    {
        var conversation = await server.Client.BeginAsync();
        using var request = Keyed(conversation, "{\"prompt\":\"x\"}", key);
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(400, "invalid-request");
    }

    [Fact]
    public async Task With_a_key_that_is_too_long_or_given_twice()
    {
        var conversation = await server.Client.BeginAsync();
        using var request = Keyed(conversation, "{\"prompt\":\"x\"}", new string('k', 129));
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(400, "invalid-request");
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync(
            $"POST /conversations/{conversation}/turns HTTP/1.1\r\nHost: {server.Address.Authority}\r\n"
                + "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\n"
                + "Content-Length: 14\r\nConnection: close\r\n\r\n{\"prompt\":\"x\"}"
        );
        var answer = await connection.ReadHeadAsync();
        answer.ShouldStartWith("HTTP/1.1 400");
    }

    private async Task<string> WithKeyAsync(string body, HttpStatusCode expected)
    {
        _shared ??= await server.Client.BeginAsync();
        using var request = Keyed(_shared, body, "spelling");
        using var response = await server.Http.SendAsync(request);
        return (await response.ShouldBeJsonAsync(expected)).GetRawText();
    }

    private string? _shared;

    private static HttpRequestMessage Keyed(string conversation, string body, string key)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/conversations/{conversation}/turns"
        )
        {
            Content = Answers.Json(body),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }
}
