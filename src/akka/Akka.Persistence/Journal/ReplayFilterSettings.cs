using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Journal;

/// <summary>The <c>replay-filter</c> section of a journal plug-in.</summary>
internal sealed record ReplayFilterSettings(
    ReplayFilterMode Mode,
    int WindowSize,
    int MaxOldWriters,
    bool Debug
)
{
    public static ReplayFilterSettings Off { get; } =
        new(ReplayFilterMode.Disabled, WindowSize: 0, MaxOldWriters: 0, Debug: false);

    public static ReplayFilterSettings FromConfig(Config? plugin)
    {
        var config = plugin?.GetConfig("replay-filter");
        if (config is null || config.IsEmpty)
        {
            return Off;
        }

        var mode = config.GetString("mode", "repair-by-discard-old") switch
        {
            "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
            "fail" => ReplayFilterMode.Fail,
            "warn" => ReplayFilterMode.Warn,
            "off" or "false" => ReplayFilterMode.Disabled,
            var other => throw new ConfigurationException(
                $"replay-filter.mode is '{other}', not one of off, warn, fail, repair-by-discard-old."
            ),
        };
        return new ReplayFilterSettings(
            mode,
            Math.Max(1, config.GetInt("window-size", 100)),
            Math.Max(1, config.GetInt("max-old-writers", 10)),
            config.GetBoolean("debug", false)
        );
    }
}
