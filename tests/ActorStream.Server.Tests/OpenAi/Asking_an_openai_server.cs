using System.Text;
using System.Text.Json;
using ActorStream.Conversations.Events;
using ActorStream.Turns;
using static ActorStream.Server.Tests.OpenAi.FakeOpenAi;
using static ActorStream.Server.Tests.OpenAi.Questions;

namespace ActorStream.Server.Tests.OpenAi;

/// <summary>The provider against a server that speaks the real wire.</summary>
public sealed class Asking_an_openai_server
{
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
}
