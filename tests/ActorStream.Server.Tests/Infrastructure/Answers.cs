using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ActorStream.Server.Tests.Infrastructure;

/// <summary>Looks at what the server answered.</summary>
internal static class Answers
{
    /// <summary>It is a problem of this type, with everything that RFC 9457 and the protocol want.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(
        this HttpResponseMessage response,
        int status,
        string type
    )
    {
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", body);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        problem.GetProperty("type").GetString().ShouldBe("urn:actorstream:" + type);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        return problem;
    }

    public static async Task<JsonElement> ShouldBeJsonAsync(
        this HttpResponseMessage response,
        HttpStatusCode status = HttpStatusCode.OK
    )
    {
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static string? Text(this JsonElement json, string member) =>
        json.GetProperty(member).GetString();

    public static HttpContent Json(string text) =>
        new StringContent(text, Encoding.UTF8, "application/json");

    public static HttpContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
