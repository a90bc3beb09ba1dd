using Akka.Configuration;

namespace Akka.Actor;

/// <summary>A phase of the shutdown, as configured.</summary>
internal sealed record ShutdownPhase(
    string[] DependsOn,
    TimeSpan Timeout,
    bool Recover,
    bool Enabled
)
{
    public static Dictionary<string, ShutdownPhase> FromConfig(Config config)
    {
        var standard = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5));
        var phases = new Dictionary<string, ShutdownPhase>(StringComparer.Ordinal);
        var section = config.GetConfig("phases");
        if (section.IsNullOrEmpty())
            return phases;
        foreach (var name in Names(section))
        {
            var phase = section.GetConfig(name);
            phases[name] = phase.IsNullOrEmpty()
                ? new ShutdownPhase([], standard, true, true)
                : new ShutdownPhase(
                    [.. phase.GetStringList("depends-on", [])],
                    phase.GetTimeSpan("timeout", standard),
                    phase.GetBoolean("recover", true),
                    phase.GetBoolean("enabled", true)
                );
        }

        return phases;
    }

    /// <summary>All phases, each after those that it depends on.</summary>
    public static List<string> Order(Dictionary<string, ShutdownPhase> phases)
    {
        var order = new List<string>();
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in phases.Keys)
            Visit(name);
        return order;

        void Visit(string name)
        {
            if (order.Contains(name, StringComparer.Ordinal))
                return;
            if (!open.Add(name))
            {
                throw new ArgumentException(
                    $"Cycle detected in graph of phases: {string.Join(" -> ", open)} -> {name}",
                    nameof(phases)
                );
            }

            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var dependency in phase.DependsOn)
                    Visit(dependency);
            }

            open.Remove(name);
            order.Add(name);
        }
    }

    private static List<string> Names(Config section)
    {
        var names = new List<string>();
        for (var each = section; each is not null; each = each.Fallback)
        {
            if (each.Root is null || !each.Root.IsObject())
                continue;
            foreach (var name in each.Root.GetObject().Items.Keys)
            {
                if (!names.Contains(name, StringComparer.Ordinal))
                    names.Add(name);
            }
        }

        return names;
    }
}
