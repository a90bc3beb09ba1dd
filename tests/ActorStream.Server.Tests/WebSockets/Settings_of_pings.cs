using ActorStream.Server.Hosting;
using ActorStream.Server.WebSockets;
using Akka.Configuration;

namespace ActorStream.Server.Tests.WebSockets;

public sealed class Settings_of_pings
{
    /// <summary>As the protocol promises.</summary>
    [Fact]
    public void Have_defaults() =>
        Read("").ShouldBe(new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)));

    [Theory]
    [InlineData("ping")]
    [InlineData("pong-timeout")]
    public void Of_no_time_are_refused(string key) =>
        Should
            .Throw<StartupRefusedException>(() => Read($"actorstream.views.{key} = 0s"))
            .Message.ShouldContain(key);

    private static PingSettings Read(string settings) =>
        PingSettings.From(
            ConfigurationFactory
                .ParseString(settings)
                .WithFallback(ActorStream.Hosting.HoconFolder.Load("reference.conf"))
        );
}
