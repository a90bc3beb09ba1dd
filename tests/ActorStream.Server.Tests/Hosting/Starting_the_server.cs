using ActorStream.Server.Hosting;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Hosting;

public sealed class Starting_the_server : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://example.org:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("nonsense")]
    public void On_an_address_that_others_can_reach_is_refused(string urls) =>
        Should.Throw<StartupRefusedException>(() =>
            ServerHost.Build(["--urls", urls, "--ACTORSTREAM_DATA", _data.Path])
        );

    [Fact]
    public void On_an_endpoint_of_the_configuration_that_others_can_reach_is_refused() =>
        Should.Throw<StartupRefusedException>(() =>
            ServerHost.Build([
                .. RunningServer.Arguments(_data.Path),
                "--Kestrel:Endpoints:Public:Url",
                "http://0.0.0.0:0",
            ])
        );

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://[::1]:0")]
    [InlineData("http://127.0.0.2:0")]
    public async Task On_an_address_of_its_own_machine_is_fine(string urls)
    {
        await using var app = ServerHost.Build(["--urls", urls, "--ACTORSTREAM_DATA", _data.Path]);
    }

    [Theory]
    [InlineData("--ACTORSTREAM_JOURNAL", "mysql")]
    [InlineData("--ACTORSTREAM_JOURNAL", "postgres")]
    [InlineData("--ACTORSTREAM_HOCON", "a = ${missing}")]
    public void With_a_setting_that_cannot_be_used_is_refused(string name, string value) =>
        Should.Throw<StartupRefusedException>(() =>
            ServerHost.Build([
                "--urls",
                "http://127.0.0.1:0",
                "--ACTORSTREAM_DATA",
                _data.Path,
                name,
                value,
            ])
        );

    [Fact]
    public void With_a_default_provider_that_is_not_there_is_refused()
    {
        var app = ServerHost.Build(
            RunningServer.Arguments(_data.Path, "actorstream.providers.default = nobody")
        );
        Should.Throw<StartupRefusedException>(() => app.StartAsync());
    }

    [Fact]
    public async Task A_second_time_on_one_data_folder_is_refused_until_the_first_has_stopped()
    {
        await using (var first = ServerHost.Build(RunningServer.Arguments(_data.Path)))
        {
            await first.StartAsync();
            await using var second = ServerHost.Build(RunningServer.Arguments(_data.Path));
            (
                await Should.ThrowAsync<StartupRefusedException>(() => second.StartAsync())
            ).Message.ShouldContain("another process");
            await first.StopAsync();
        }

        await using var third = ServerHost.Build(RunningServer.Arguments(_data.Path));
        await third.StartAsync();
        await third.StopAsync();
    }

    [Fact]
    public async Task Makes_a_folder_and_files_that_are_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.Combine(_data.Path, "new", "data");
        await using var app = ServerHost.Build(RunningServer.Arguments(folder));
        await app.StartAsync();

        File.GetUnixFileMode(folder)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in System.IO.Directory.EnumerateFiles(folder))
        {
            File.GetUnixFileMode(file)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        await app.StopAsync();
    }

    [Fact]
    public async Task As_a_process_says_where_it_listens_and_ends_with_1_if_it_is_refused()
    {
        using var first = ServerProcess.Start(_data.Path, "http://127.0.0.1:0");
        var line = await first.ReadToAsync("ActorStream listens on ");
        var address = new Uri(line["ActorStream listens on ".Length..]);
        address.Port.ShouldBeGreaterThan(0);
        using var http = new HttpClient { BaseAddress = address };
        (await http.GetAsync("/healthz")).EnsureSuccessStatusCode();

        using var second = ServerProcess.Start(_data.Path, "http://127.0.0.1:0");
        (await second.ExitCodeAsync()).ShouldBe(1);
        second.Errors.ShouldContain("another process");

        using var open = ServerProcess.Start(_data.Path, "http://0.0.0.0:0");
        (await open.ExitCodeAsync()).ShouldBe(1);
        open.Errors.ShouldContain("authentication");

        await first.TerminateAsync();
        (await first.ExitCodeAsync()).ShouldBe(0);
    }
}
