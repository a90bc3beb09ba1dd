using System.Net;
using System.Runtime.Versioning;
using ActorStream.Server.Hosting;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

[UnsupportedOSPlatform("windows")]
public sealed class The_operators_key(AdminServer server) : IClassFixture<AdminServer>
{
    [Fact]
    public void Is_made_at_the_first_start_for_its_owner_alone()
    {
        server.Key.Length.ShouldBe(43);
        server.Key.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
        File.GetUnixFileMode(Path.Combine(server.DataFolder, "admin.key"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Stays_the_same_at_the_next_start_and_loses_rights_that_others_were_given()
    {
        using var data = new TemporaryFolder();
        var file = Path.Combine(data.Path, "admin.key");
        await File.WriteAllTextAsync(file, "this-is-the-key-that-was-here-before\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        await using var app = ServerHost.Build(RunningServer.Arguments(data.Path));
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            "this-is-the-key-that-was-here-before"
        );
        (await http.GetAsync("/admin/overview")).StatusCode.ShouldBe(HttpStatusCode.OK);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("too-short-for-a-key-of-operators")]
    [InlineData("")]
    public async Task That_was_cut_in_its_file_is_refused(string key)
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(data.Path, "admin.key"), key[..(key.Length / 2)]);
        await using var app = ServerHost.Build(RunningServer.Arguments(data.Path));

        var refusal = await Should.ThrowAsync<StartupRefusedException>(() => app.StartAsync());

        refusal.Message.ShouldContain("admin.key must have 32 to 1024 characters");
    }

    [Theory]
    [InlineData("a-key-of-31-characters-is-short")]
    [InlineData("a key with spaces in it that is long enough")]
    public void That_is_configured_wrongly_is_refused_and_not_repeated(string key)
    {
        using var data = new TemporaryFolder();
        string[] arguments =
        [
            .. RunningServer.Arguments(data.Path),
            "--ACTORSTREAM_ADMIN_KEY",
            key,
        ];

        var refusal = Should.Throw<StartupRefusedException>(() => ServerHost.Build(arguments));

        refusal.Message.ShouldContain("ACTORSTREAM_ADMIN_KEY must have 32");
        refusal.Message.ShouldNotContain(key);
    }
}
