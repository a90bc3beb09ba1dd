using Akka.Configuration;

namespace Akka.Persistence.Sql.Storage;

/// <summary>Reads a plug-in's section.</summary>
internal static class PluginSettings
{
    private static readonly TimeSpan DefaultCallTimeout = TimeSpan.FromSeconds(10);

    public static string ProviderName(Config plugin) => plugin.GetString("provider-name", "");

    public static string? DefaultSerializer(Config plugin)
    {
        var name = plugin.GetString("serializer", "");
        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <param name="plugin">The plug-in's own section: which database, which tables.</param>
    /// <param name="journal">
    /// The journal's section, which says how the database is written, whichever of the plug-ins is
    /// the first to open it.
    /// </param>
    public static StoreSettings Store(Config plugin, Config journal)
    {
        Refuse(plugin, "table-mapping", "default");
        Refuse(plugin, "tag-write-mode", "TagTable");
        Refuse(plugin, "tag-read-mode", "TagTable");
        if (plugin.GetBoolean("delete-compatibility-mode", false))
            throw new ConfigurationException("delete-compatibility-mode is not supported.");
        var schema = plugin.GetString("default.schema-name", "");
        return new StoreSettings
        {
            ConnectionString = plugin.GetString("connection-string", ""),
            AutoInitialize = plugin.GetBoolean("auto-initialize", true),
            UseWriterUuid = journal.GetBoolean("default.journal.use-writer-uuid-column", true),
            MaxBatchRows = Positive(journal, "batch-size", 100),
            BufferSize = Positive(journal, "buffer-size", 5000),
            ReplayBatchSize = Positive(journal, "replay-batch-size", 1000),
            Parallelism = Positive(journal, "parallelism", 3),
            Patience = journal.GetTimeSpan("circuit-breaker.call-timeout", DefaultCallTimeout) / 2,
            SchemaName = string.IsNullOrEmpty(schema) ? null : schema,
        };
    }

    private static int Positive(Config plugin, string key, int otherwise)
    {
        var value = plugin.GetInt(key, otherwise);
        return value > 0
            ? value
            : throw new ConfigurationException($"{key} must be more than 0, it is {value}.");
    }

    private static void Refuse(Config plugin, string key, string only)
    {
        var value = plugin.GetString(key, only);
        if (!string.Equals(value, only, StringComparison.OrdinalIgnoreCase))
            throw new ConfigurationException($"{key} = {value} is not supported, only {only} is.");
    }
}
