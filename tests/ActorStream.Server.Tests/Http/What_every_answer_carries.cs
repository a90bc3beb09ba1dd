using System.Net;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class What_every_answer_carries(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/providers")]
    [InlineData("/nothing")]
    [InlineData("/healthz")]
    public async Task Headers_that_keep_a_browser_strict(string path)
    {
        using var response = await server.Http.GetAsync(path);
        response
            .Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldBe(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'"
            );
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.Contains("Server").ShouldBeFalse();
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task The_page_is_served()
    {
        using var response = await server.Http.GetAsync("/");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1.evil.example")]
    public async Task Another_sites_page_may_not_change_anything(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/conversations");
        request.Headers.Add("Origin", origin);
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(403, "foreign-origin");
    }

    [Fact]
    public async Task The_servers_own_page_may()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/conversations");
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        (await server.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Providers_are_listed_with_the_default_among_them()
    {
        using var response = await server.Http.GetAsync("/providers");
        var providers = (await response.ShouldBeJsonAsync())
            .GetProperty("providers")
            .EnumerateArray()
            .ToDictionary(provider => provider.Text("name")!);
        providers["scripted"].GetProperty("default").GetBoolean().ShouldBeTrue();
        providers["demo"].GetProperty("default").GetBoolean().ShouldBeFalse();
        providers["demo"].GetProperty("demonstration").GetBoolean().ShouldBeTrue();
        providers["demo"].GetProperty("models").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_process_says_how_it_is()
    {
        using var alive = await server.Http.GetAsync("/healthz");
        (await alive.ShouldBeJsonAsync()).Text("status").ShouldBe("ok");
        using var ready = await server.Http.GetAsync("/readyz");
        var body = await ready.Content.ReadAsStringAsync();
        JsonSerializer
            .Deserialize<JsonElement>(body)
            .GetProperty("connections")
            .GetProperty("sse")
            .GetInt32()
            .ShouldBe(0);
    }

    [Fact]
    public async Task The_description_lists_every_route()
    {
        using var response = await server.Http.GetAsync("/openapi/v1.json");
        var paths = (await response.ShouldBeJsonAsync()).GetProperty("paths");
        var routes = paths
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(verb => $"{verb.Name} {path.Name}")
            );
        routes.ShouldBe(
            [
                "post /conversations",
                "get /conversations",
                "get /conversations/{id}",
                "delete /conversations/{id}",
                "post /conversations/{id}/turns",
                "post /conversations/{id}/stop",
                "post /conversations/{id}/turns/{turnId}/stop",
                "get /conversations/{id}/events",
                "get /conversations/{id}/ws",
                "get /providers",
                "get /healthz",
                "get /readyz",
            ],
            ignoreOrder: true
        );
        var prompt = paths.GetProperty("/conversations/{id}/turns").GetProperty("post");
        prompt
            .GetProperty("requestBody")
            .GetProperty("content")
            .TryGetProperty("application/json", out _)
            .ShouldBeTrue();
        prompt.GetProperty("responses").TryGetProperty("409", out _).ShouldBeTrue();
    }
}
