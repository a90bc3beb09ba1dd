using System.Net;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class A_conversation_of_a_tenant(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("""{"tenant":"acme-1.eu_x"}""", "acme-1.eu_x")]
    [InlineData("""{"tenant":null}""", null)]
    [InlineData("""{"title":"T"}""", null)]
    public async Task Shows_whose_it_is_in_the_list_and_in_its_transcript(
        string body,
        string? tenant
    )
    {
        using var response = await server.Http.PostAsync("/conversations", Answers.Json(body));

        var conversation = (await response.ShouldBeJsonAsync(HttpStatusCode.Created)).Text(
            "conversationId"
        )!;
        (await server.Client.TranscriptAsync(conversation)).Text("tenant").ShouldBe(tenant);
        var list = JsonSerializer.Deserialize<JsonElement>(
            await server.Http.GetStringAsync("/conversations?limit=200")
        );
        list.GetProperty("conversations")
            .EnumerateArray()
            .Single(entry => entry.Text("conversationId") == conversation)
            .Text("tenant")
            .ShouldBe(tenant);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"Acme\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"a/b\"")]
    [InlineData("7")]
    [InlineData("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    public async Task Is_refused_when_the_label_is_none(string tenant)
    {
        using var response = await server.Http.PostAsync(
            "/conversations",
            Answers.Json($$"""{"tenant":{{tenant}}}""")
        );

        (await response.ShouldBeProblemAsync(400, "invalid-request"))
            .Text("detail")!
            .ShouldContain("tenant");
    }
}
