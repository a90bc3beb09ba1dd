namespace ActorStream.Operations.Databases.Postgres;

/// <summary>The tables of one schema, quoted as SQL wants them.</summary>
internal sealed class PostgresNames(string schema)
{
    public string Schema { get; } = schema;
    public string QuotedSchema => $"\"{Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    public string Journal => $"{QuotedSchema}.journal";
    public string Tags => $"{QuotedSchema}.tags";
    public string Snapshot => $"{QuotedSchema}.snapshot";
}
