using Akka.Configuration;

namespace Akka.Persistence.Journal;

/// <summary>Reads the adapter sections of a journal's configuration.</summary>
internal static class EventAdapterConfig
{
    public static Dictionary<string, string> Adapters(Config config)
    {
        var adapters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config.HasPath("event-adapters"))
        {
            foreach (var (name, value) in config.GetConfig("event-adapters").AsEnumerable())
            {
                adapters[Unquoted(name)] = value.GetString();
            }
        }

        return adapters;
    }

    public static List<KeyValuePair<string, IList<string>>> Bindings(Config config)
    {
        var bindings = new List<KeyValuePair<string, IList<string>>>();
        if (config.HasPath("event-adapter-bindings"))
        {
            foreach (var (type, value) in config.GetConfig("event-adapter-bindings").AsEnumerable())
            {
                var names = value.IsArray() ? value.GetStringList() : [value.GetString()];
                bindings.Add(new(Unquoted(type), names));
            }
        }

        return bindings;
    }

    private static string Unquoted(string key) => key.Trim('"');
}
