using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations for tests.</summary>
public static class TestConfigs
{
    private static readonly Lazy<Config> Default = new(() =>
        ConfigurationFactory.FromResource(
            "Akka.TestKit.Internal.Reference.conf",
            typeof(TestConfigs).Assembly
        )
    );

    private static readonly Lazy<Config> Scheduler = new(() =>
        ConfigurationFactory.FromResource(
            "Akka.TestKit.Configs.TestScheduler.conf",
            typeof(TestConfigs).Assembly
        )
    );

    /// <summary>What every test starts from.</summary>
    public static Config DefaultConfig => Default.Value;

    /// <summary>Puts the actor system on virtual time: see <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig => Scheduler.Value;
}
