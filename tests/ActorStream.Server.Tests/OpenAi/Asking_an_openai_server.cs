using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Turns;
using ActorStream.Turns.OpenAi;
using Microsoft.AspNetCore.Http;
using static ActorStream.Server.Tests.OpenAi.FakeOpenAi;

namespace ActorStream.Server.Tests.OpenAi;

/// <summary>The provider against a server that speaks the real wire, well or badly.</summary>
public sealed class Asking_an_openai_server
{
    private const string Key = "sk-canary-1234567890";

    [Fact]
    public async Task Text_comes_as_it_is_said_and_the_end_has_reason_and_usage()
    {
        await using var fake = await StreamAsync(
            ": comment\n\n",
            Delta("{\"role\":\"assistant\",\"content\":\"\"}"),
            Text("Hel"),
            Text("lo"),
            Delta("{}", "stop"),
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n",
            Done
        );

        var items = await AskAsync(fake);

        items.Take(2).Select(item => item.Text).ShouldBe(["Hel", "lo"]);
        items.Count.ShouldBe(3);
        items[^1].Finish.ShouldBe(new ProviderFinish("stop", new(5, 2)));
    }

    [Fact]
    public async Task The_request_carries_history_options_and_key()
    {
        await using var fake = await StreamAsync(Delta("{}", "stop"), Done);
        var request = Request("And?") with
        {
            History = [new(true, "One"), new(false, "Two")],
            Options = JsonElement.Parse(
                "{\"temperature\":0.5,\"maxTokens\":7,\"topP\":1,\"stop\":[\"x\"],\"system\":\"Be brief\",\"unknown\":1}"
            ),
            Model = "other",
        };

        await AskAsync(fake, request);

        var (body, authorization) = fake.Requests.Single();
        authorization.ShouldBe($"Bearer {Key}");
        body.GetProperty("model").GetString().ShouldBe("other");
        body.GetProperty("stream").GetBoolean().ShouldBeTrue();
        body.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(7);
        body.TryGetProperty("unknown", out _).ShouldBeFalse();
        body.GetProperty("messages")
            .EnumerateArray()
            .Select(message =>
                $"{message.GetProperty("role").GetString()}:{message.GetProperty("content").GetString()}"
            )
            .ShouldBe(["system:Be brief", "user:One", "assistant:Two", "user:And?"]);
    }

    [Fact]
    public async Task Characters_split_over_packets_and_escapes_are_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "data: {\"choices\":[{\"delta\":{\"content\":\"é漢😀\"},\"finish_reason\":null}]}\n\n"
        );
        await using var fake = await StreamAsync([
            .. bytes.Select(single => new[] { single }),
            Encoding.UTF8.GetBytes(Delta("{\"content\":\"a\\ud83d\"}")),
            Encoding.UTF8.GetBytes(Delta("{\"content\":\"\\ude00\\n\\\"\"}")),
            Encoding.UTF8.GetBytes(Delta("{}", "stop")),
        ]);

        var items = await AskAsync(fake);

        string.Concat(items.Select(item => item.Text)).ShouldBe("é漢😀a😀\n\"");
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_is_told_apart(string member)
    {
        await using var fake = await StreamAsync(
            Delta($"{{\"{member}\":\"Hm\"}}"),
            Delta($"{{\"{member}\":null,\"content\":\"Yes\"}}"),
            Delta("{}", "stop"),
            Done
        );

        var items = await AskAsync(fake);

        items
            .Select(item => (item.Kind, item.Text))
            .Take(2)
            .ShouldBe([(ChunkKind.Reasoning, "Hm"), (ChunkKind.Text, "Yes")]);
    }

    [Fact]
    public async Task A_tool_call_comes_whole()
    {
        await using var fake = await StreamAsync(
            Delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}]}"
            ),
            Delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}]}"),
            Delta(
                "{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}"
            ),
            Delta("{}", "tool_calls"),
            Done
        );

        var items = await AskAsync(fake);

        items.Count.ShouldBe(3);
        items[0].Kind.ShouldBe(ChunkKind.Tool);
        var call = JsonElement.Parse(items[0].Text);
        call.GetProperty("name").GetString().ShouldBe("f");
        call.GetProperty("arguments").GetString().ShouldBe("{\"x\":1}");
        JsonElement.Parse(items[1].Text).GetProperty("id").GetString().ShouldBe("b");
        items[2].Finish!.Reason.ShouldBe(FinishReasons.ToolCalls);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content-filter")]
    [InlineData("function_call", "tool-calls")]
    [InlineData("something_new", "other")]
    public async Task The_reason_of_the_end_is_translated(string theirs, string ours)
    {
        await using var fake = await StreamAsync(Text("x"), Delta("{}", theirs), Done);
        (await AskAsync(fake))[^1].Finish!.Reason.ShouldBe(ours);
    }

    [Fact]
    public async Task A_second_end_and_what_follows_the_first_is_not_listened_to()
    {
        await using var fake = await StreamAsync(
            Delta("{}", "stop"),
            Text("late"),
            Delta("{}", "length"),
            Done
        );
        var items = await AskAsync(fake);
        items.Count.ShouldBe(1);
        items[0].Finish!.Reason.ShouldBe("stop");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_refusal_is_named_and_holds_no_key(int status)
    {
        await using var fake = await RefuseAsync(
            status,
            $"{{\"error\":{{\"message\":\"Bad key {Key}\\nor sk-abc***xyz\",\"type\":\"x\"}}}}"
        );

        var failure = await FailAsync(fake);

        failure.Type.ShouldBe(TurnFailureTypes.ProviderRejected);
        failure.Detail!.ShouldContain($"{status}");
        failure.Detail!.ShouldContain("Bad key ***");
        failure.Detail!.ShouldNotContain("canary");
        failure.Detail!.ShouldNotContain("sk-");
        failure.Detail!.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(500, "{\"error\":\"out of memory\"}", "out of memory")]
    [InlineData(503, "<html>", "503")]
    [InlineData(204, "", "204")]
    public async Task A_failure_of_the_server_is_an_error(int status, string body, string said)
    {
        await using var fake = await StartAsync(
            async (response, _) =>
            {
                response.StatusCode = status;
                if (body.Length > 0)
                    await response.WriteAsync(body);
            }
        );
        var failure = await FailAsync(fake);
        failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
        failure.Detail!.ShouldContain(said);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var fake = await StartAsync(
            (response, _) =>
            {
                response.StatusCode = 307;
                response.Headers.Location = "/v1/chat/completions";
                return Task.CompletedTask;
            }
        );
        (await FailAsync(fake)).Type.ShouldBe(TurnFailureTypes.ProviderError);
        fake.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        using var unused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)unused.LocalEndPoint!).Port;
        using var provider = Provider(new($"http://127.0.0.1:{port}/v1"));
        var failure = (
            await Should.ThrowAsync<ProviderException>(() => ReadAsync(provider, Request("x")))
        ).Failure;
        failure.Type.ShouldBe(TurnFailureTypes.ProviderUnreachable);
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_cut()
    {
        await using var fake = await StreamAsync(Text("half"));
        var (items, failure) = await CutAsync(fake);
        items.Select(item => item.Text).ShouldBe(["half"]);
        failure.Type.ShouldBe(TurnFailureTypes.ProviderCut);
    }

    [Theory]
    [InlineData(false, TurnFailureTypes.ProviderCut)]
    [InlineData(true, null)]
    public async Task A_connection_that_breaks_is_cut_unless_the_end_was_said(
        bool ended,
        string? failure
    )
    {
        var heard = new TaskCompletionSource();
        await using var fake = await StartAsync(
            async (response, cancellation) =>
            {
                Begin(response);
                await response.WriteAsync(
                    Text("text") + (ended ? Delta("{}", "stop") : ""),
                    cancellation
                );
                await response.Body.FlushAsync(cancellation);
                await heard.Task;
                response.HttpContext.Abort();
            }
        );
        using var provider = Provider(fake.BaseUrl);
        await using var answer = provider
            .StreamAsync(Request("x"), CancellationToken.None)
            .GetAsyncEnumerator();
        (await answer.MoveNextAsync()).ShouldBeTrue();

        heard.SetResult();

        if (failure is null)
        {
            (await answer.MoveNextAsync()).ShouldBeTrue();
            answer.Current.Finish!.Reason.ShouldBe("stop");
        }
        else
        {
            (
                await Should.ThrowAsync<ProviderException>(() => answer.MoveNextAsync().AsTask())
            ).Failure.Type.ShouldBe(failure);
        }
    }

    [Theory]
    [InlineData("nonsense\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("")]
    public async Task Something_that_is_no_http_is_an_error(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        using var provider = Provider(new($"http://{listener.LocalEndpoint}/v1"));

        var failure = (
            await Should.ThrowAsync<ProviderException>(() => ReadAsync(provider, Request("x")))
        ).Failure;

        failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
        await serving;

        async Task ServeAsync()
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            // All of the request is read first, so that closing is no reset.
            var seen = new StringBuilder();
            var buffer = new byte[4096];
            while (!seen.ToString().EndsWith("]}", StringComparison.Ordinal))
                seen.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }

    [Theory]
    [InlineData("data: {nonsense}\n\n")]
    [InlineData("data: []\n\n")]
    [InlineData("data: 7\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\"}}\n\n")]
    public async Task Garbage_is_an_error(string garbage)
    {
        await using var fake = await StreamAsync(Text("x"), garbage, Delta("{}", "stop"), Done);
        (await CutAsync(fake)).Failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
    }

    [Theory]
    [InlineData("data: {}\n\n")]
    [InlineData("data: {\"choices\":null}\n\n")]
    [InlineData("data: {\"choices\":[null]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":null}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":7,\"tool_calls\":[7]}}]}\n\n")]
    [InlineData("event: ping\ndata: {}\n\n")]
    public async Task What_says_nothing_is_passed_over(string nothing)
    {
        await using var fake = await StreamAsync(nothing, Text("x"), Delta("{}", "stop"), Done);
        (await AskAsync(fake)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_line_without_end_is_not_kept_in_memory()
    {
        var filler = new string('x', 64 * 1024);
        await using var fake = await StartAsync(
            async (response, cancellation) =>
            {
                Begin(response);
                await response.WriteAsync("data: ", cancellation);
                while (!cancellation.IsCancellationRequested)
                    await response.WriteAsync(filler, cancellation);
            }
        );
        (await CutAsync(fake)).Failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
    }

    [Fact]
    public async Task An_answer_that_is_no_longer_wanted_is_let_go()
    {
        var letGo = new TaskCompletionSource();
        await using var fake = await StartAsync(
            async (response, cancellation) =>
            {
                cancellation.Register(letGo.SetResult);
                Begin(response);
                await response.WriteAsync(Text("x"), cancellation);
                await response.Body.FlushAsync(cancellation);
                await letGo.Task;
            }
        );
        using var provider = Provider(fake.BaseUrl);
        using var unwanted = new CancellationTokenSource();
        await using var answer = provider
            .StreamAsync(Request("x"), unwanted.Token)
            .GetAsyncEnumerator();
        (await answer.MoveNextAsync()).ShouldBeTrue();

        await unwanted.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer.MoveNextAsync().AsTask());
        await letGo.Task;
    }

    [Theory]
    [InlineData("{\"temperature\":3}")]
    [InlineData("{\"temperature\":\"warm\"}")]
    [InlineData("{\"maxTokens\":0}")]
    [InlineData("{\"maxTokens\":1.5}")]
    [InlineData("{\"stop\":[1]}")]
    [InlineData("{\"tools\":{}}")]
    [InlineData("{\"system\":7}")]
    public void Options_out_of_range_are_refused(string options)
    {
        using var provider = Provider(new("http://127.0.0.1:1/v1"));
        provider.Validate(null, JsonElement.Parse(options)).ShouldStartWith("options.");
        provider.Validate("", null).ShouldNotBeNull();
        provider.Validate(null, JsonElement.Parse("{\"temperature\":null}")).ShouldBeNull();
    }

    private static OpenAiProvider Provider(Uri baseUrl) =>
        new(new(Key, baseUrl, "m") { MaxRetries = 0 });

    private static TurnRequest Request(string prompt) =>
        new(ConversationId.New(), new(1), [], prompt, null, null);

    private static async Task<List<ProviderItem>> AskAsync(
        FakeOpenAi fake,
        TurnRequest? request = null
    )
    {
        using var provider = Provider(fake.BaseUrl);
        return await ReadAsync(provider, request ?? Request("x"));
    }

    private static async Task<List<ProviderItem>> ReadAsync(
        OpenAiProvider provider,
        TurnRequest request
    )
    {
        var items = new List<ProviderItem>();
        await foreach (var item in provider.StreamAsync(request, CancellationToken.None))
            items.Add(item);
        return items;
    }

    private static async Task<TurnFailure> FailAsync(FakeOpenAi fake) =>
        (await Should.ThrowAsync<ProviderException>(() => AskAsync(fake))).Failure;

    private static async Task<(List<ProviderItem> Items, TurnFailure Failure)> CutAsync(
        FakeOpenAi fake
    )
    {
        using var provider = Provider(fake.BaseUrl);
        var items = new List<ProviderItem>();
        var failure = (
            await Should.ThrowAsync<ProviderException>(async () =>
            {
                await foreach (
                    var item in provider.StreamAsync(Request("x"), CancellationToken.None)
                )
                {
                    items.Add(item);
                }
            })
        ).Failure;
        return (items, failure);
    }
}
