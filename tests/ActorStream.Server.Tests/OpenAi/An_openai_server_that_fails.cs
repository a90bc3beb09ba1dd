using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorStream.Conversations.Events;
using ActorStream.Turns;
using Microsoft.AspNetCore.Http;
using static ActorStream.Server.Tests.OpenAi.FakeOpenAi;
using static ActorStream.Server.Tests.OpenAi.Questions;

namespace ActorStream.Server.Tests.OpenAi;

/// <summary>The provider against a server that refuses, breaks off or talks nonsense.</summary>
public sealed class An_openai_server_that_fails
{
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
}
