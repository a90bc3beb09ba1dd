using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>What <c>akka.test</c> says.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the settings of an actor system's configuration.</summary>
    public TestKitSettings(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<TestKitSettings>();
        }
        var test = config.GetConfig("akka.test") ?? Config.Empty;
        DefaultTimeout = test.GetTimeSpan("default-timeout", TimeSpan.FromSeconds(5), false);
        SingleExpectDefault = test.GetTimeSpan(
            "single-expect-default",
            TimeSpan.FromSeconds(3),
            false
        );
        TestEventFilterLeeway = test.GetTimeSpan("filter-leeway", TimeSpan.FromSeconds(3), false);
        TestTimeFactor = test.GetDouble("timefactor", 1.0);
        LogTestKitCalls = test.GetBoolean("testkit.debug", false);
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException("akka.test.timefactor must be positive.");
        }
    }

    /// <summary>What is used where a default time-out has to be given to something else.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long a test waits for one message.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits for the events that it expects.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What durations are multiplied by.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether the test kit logs what it is asked for.</summary>
    public bool LogTestKitCalls { get; }
}
