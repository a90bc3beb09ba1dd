using Akka.Configuration;

namespace Akka.Persistence.Sql.Storage;

/// <summary>Reads a plug-in's section.</summary>
internal static class PluginSettings
{
    public static string ProviderName(Config plugin) => plugin.GetString("provider-name", "");

    public static string? DefaultSerializer(Config plugin)
    {
        var name = plugin.GetString("serializer", "");
        return string.IsNullOrEmpty(name) ? null : name;
    }

    public static StoreSettings Store(Config plugin)
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
            UseWriterUuid = plugin.GetBoolean("default.journal.use-writer-uuid-column", true),
            MaxBatchRows = Positive(plugin, "batch-size", 1000),
            BufferSize = Positive(plugin, "buffer-size", 5000),
            ReplayBatchSize = Positive(plugin, "replay-batch-size", 1000),
            Parallelism = Positive(plugin, "parallelism", 3),
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
