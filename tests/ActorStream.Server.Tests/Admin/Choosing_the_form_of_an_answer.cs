using ActorStream.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Admin;

/// <summary>Every address under /admin treats the header Accept in the same way.</summary>
public sealed class Choosing_the_form_of_an_answer : IAsyncLifetime
{
    private readonly AdminServer _server = new();
    private string _conversation = "";

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _conversation = await _server.FinishedAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html, application/xml")]
    [InlineData("*/*;q=0")]
    [InlineData("nonsense")]
    public async Task An_impossible_one_is_refused_everywhere_and_nothing_is_done(string accept)
    {
        var before = await EventsAsync();
        foreach (var (method, path) in Addresses(withoutBody: false))
        {
            using var answer = await AskAsync(method, path, accept);
            await answer.ShouldBeProblemAsync(406, "not-acceptable");
        }

        (await EventsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("image/png, */*;q=0.1")]
    public async Task Whatever_will_do_is_answered_everywhere(string? accept)
    {
        foreach (var (method, path) in Addresses(withoutBody: false))
        {
            using var answer = await AskAsync(method, path, accept);
            ((int)answer.StatusCode).ShouldNotBe(406, $"{method} {path}");
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{method} {path}");
        }
    }

    [Fact]
    public async Task An_answer_without_a_body_has_no_form()
    {
        Addresses(withoutBody: true).ShouldHaveSingleItem().Method.ShouldBe(HttpMethod.Delete);
        using var answer = await AskAsync(
            HttpMethod.Delete,
            $"/admin/conversations/{_conversation}",
            "image/png"
        );
        ((int)answer.StatusCode).ShouldBe(204);
    }

    [Fact]
    public async Task Who_has_no_key_hears_only_that()
    {
        using var stranger = _server.As(null);
        stranger.DefaultRequestHeaders.Accept.Add(new("image/png"));
        using var answer = await stranger.GetAsync("/admin/overview");
        await answer.ShouldBeProblemAsync(401, "unauthorized");
    }

    /// <summary>Asked of the routes themselves, so that none is forgotten.</summary>
    private IReadOnlyList<(HttpMethod Method, string Path)> Addresses(bool withoutBody)
    {
        var addresses = _server
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal)
            )
            .SelectMany(route =>
                route
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method =>
                        (
                            new HttpMethod(method),
                            route.RoutePattern.RawText!.Replace("{id}", _conversation)
                        )
                    )
            )
            .ToList();
        addresses.Count.ShouldBeGreaterThan(20);
        return [.. addresses.Where(one => one.Item1 == HttpMethod.Delete == withoutBody)];
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? accept)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (method == HttpMethod.Post)
            request.Content = Answers.Json("{}");
        // A stream does not end.
        return await _server.Operator.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<string> EventsAsync() =>
        (await _server.GetAsync($"/admin/conversations/{_conversation}/events")).GetRawText();
}
