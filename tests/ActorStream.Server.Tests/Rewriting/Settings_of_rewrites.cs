using ActorStream.Server.Hosting;
using ActorStream.Server.Rewriting;
using Microsoft.Extensions.Configuration;

namespace ActorStream.Server.Tests.Rewriting;

public sealed class Settings_of_rewrites
{
    [Fact]
    public void Have_defaults()
    {
        var settings = Read("");

        settings.ShouldBe(
            new(
                IsOn: true,
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(15),
                TimeSpan.FromMinutes(15),
                new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), null)
                {
                    CopyAbove = 8L << 20,
                    MaxLockedBytes = 256L << 20,
                },
                16L << 30
            )
        );
    }

    [Fact]
    public void Can_be_off_and_have_other_limits_of_size()
    {
        Read("enabled = off").IsOn.ShouldBeFalse();
        Read("max-size = 1g").Limits.MaxBytes.ShouldBe(1L << 30);
        Read("copy-above = off").Limits.CopyAbove.ShouldBeNull();
        Read("max-locked-size = off").Limits.MaxLockedBytes.ShouldBeNull();
        Read("max-log-size = off").MaxLogBytes.ShouldBeNull();
    }

    /// <summary>A write that waits longer than half of what it may take could fail, and its turn with it.</summary>
    [Theory]
    [InlineData("max-pause = 6s")]
    [InlineData("max-pause = 0s")]
    [InlineData("lock-timeout = 0s")]
    [InlineData("max-size = 0")]
    [InlineData("copy-above = 0")]
    [InlineData("max-locked-size = 0")]
    [InlineData("max-log-size = 0")]
    public void That_would_harm_are_refused(string setting) =>
        Should
            .Throw<StartupRefusedException>(() => Read(setting))
            .Message.ShouldContain("actorstream.rewrite");

    private static RewriteSettings Read(string section)
    {
        var settings = ServerSettings.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ACTORSTREAM_JOURNAL"] = "postgres",
                        ["ACTORSTREAM_POSTGRES"] = "Host=db",
                        ["ACTORSTREAM_HOCON"] = $"actorstream.rewrite {{ {section} }}",
                    }
                )
                .Build()
        );
        return RewriteSettings.From(HoconFiles.Load(settings));
    }
}
