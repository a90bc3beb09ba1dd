using System.Net;
using System.Net.Http.Headers;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Admin;

/// <summary>Every admin route that there is, and some that there are not, against every kind of key.</summary>
public sealed class Who_may_use_the_admin_api(Who_may_use_the_admin_api.Server server)
    : IClassFixture<Who_may_use_the_admin_api.Server>
{
    private const string TheKey = "a-key-for-operators-that-is-long-enough";

    private static readonly string[] NotRoutes =
    [
        "GET /admin",
        "GET /admin/",
        "GET /admin/nothing",
        "GET /ADMIN/overview",
        "PUT /admin/overview",
        "PROPFIND /admin/journal",
        "POST /admin/../admin/overview",
        "GET /admin/conversations/%2e%2e/x",
    ];

    [Fact]
    public async Task Nobody_without_a_key()
    {
        foreach (var route in Routes())
            await ShouldBeUnauthorizedAsync(route, null);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData(TheKey)]
    [InlineData("Key " + TheKey)]
    public async Task Nobody_who_sends_it_in_another_way(string header)
    {
        foreach (var route in Routes())
            await ShouldBeUnauthorizedAsync(route, null, request => Add(request, header));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("access_token")]
    [InlineData("token")]
    public async Task Nobody_whose_key_is_in_the_url(string parameter)
    {
        foreach (var route in Routes())
            await ShouldBeUnauthorizedAsync($"{route}?{parameter}={TheKey}", null);
    }

    [Fact]
    public async Task Nobody_with_a_wrong_key()
    {
        foreach (var route in Routes())
        {
            // A server for each handful: too many wrong keys are a case of their own.
            server.Forgive();
            foreach (var wrong in new[] { TheKey[..^1], TheKey + "x", TheKey.ToUpperInvariant() })
                await ShouldBeUnauthorizedAsync(route, wrong);
        }
    }

    [Fact]
    public async Task Whoever_has_the_key()
    {
        server.Forgive();
        foreach (var route in Routes())
        {
            using var response = await SendAsync(route, TheKey);
            response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, route);
            ((int)response.StatusCode).ShouldBeLessThan(500, route);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue(route);
        }
    }

    [Fact]
    public async Task Another_sites_page_may_not_change_anything_even_with_the_key()
    {
        server.Forgive();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/compact");
        request.Headers.Authorization = new("Bearer", TheKey);
        request.Headers.Add("Origin", "https://example.com");
        await (await server.Http.SendAsync(request)).ShouldBeProblemAsync(403, "foreign-origin");
    }

    [Fact]
    public async Task What_is_not_for_operators_needs_no_key()
    {
        foreach (var path in new[] { "/", "/healthz", "/providers", "/administrators", "/nothing" })
        {
            using var response = await server.Http.GetAsync(path);
            response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task The_eleventh_wrong_key_in_a_minute_is_told_to_wait_and_so_is_the_right_one()
    {
        server.Forgive();
        for (var i = 0; i < 10; i++)
            await ShouldBeUnauthorizedAsync("GET /admin/overview", "wrong");

        using var eleventh = await SendAsync("GET /admin/overview", "wrong");
        await eleventh.ShouldBeProblemAsync(429, "too-many-attempts");
        eleventh.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        using var right = await SendAsync("GET /admin/overview", TheKey);
        await right.ShouldBeProblemAsync(429, "too-many-attempts");
        // A request without a key is no attempt.
        await ShouldBeUnauthorizedAsync("GET /admin/overview", null);

        server.Forgive();
        using var later = await SendAsync("GET /admin/overview", TheKey);
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Log.All.ShouldNotContain(line => line.Text.Contains(TheKey));
    }

    private IEnumerable<string> Routes()
    {
        var routes = server
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal)
            )
            .Select(route =>
                route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]
                + " "
                + route.RoutePattern.RawText!.Replace("{id}", "01234567890123456789012345")
            )
            .ToArray();
        routes.Length.ShouldBeGreaterThan(15);
        return [.. routes, .. NotRoutes];
    }

    private async Task ShouldBeUnauthorizedAsync(
        string route,
        string? key,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var response = await SendAsync(route, key, change);
        await response.ShouldBeProblemAsync(401, "unauthorized");
        response.Headers.WwwAuthenticate.Single().ToString().ShouldBe("Bearer");
    }

    private async Task<HttpResponseMessage> SendAsync(
        string route,
        string? key,
        Action<HttpRequestMessage>? change = null
    )
    {
        var parts = route.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        change?.Invoke(request);
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static void Add(HttpRequestMessage request, string header) =>
        request.Headers.TryAddWithoutValidation("Authorization", header);

    public sealed class Server : AdminServer
    {
        private readonly ManualTime _time = new();

        /// <summary>A minute passes, and what was wrong before is forgotten.</summary>
        public void Forgive() => _time.Advance(TimeSpan.FromMinutes(1));

        protected override void Configure(
            Microsoft.AspNetCore.Builder.WebApplicationBuilder builder
        )
        {
            base.Configure(builder);
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Configuration["ACTORSTREAM_ADMIN_KEY"] = TheKey;
        }
    }
}
