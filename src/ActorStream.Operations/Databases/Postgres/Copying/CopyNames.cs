namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// What stands beside a table while it is copied, in the table's schema. The names are part of what the
/// tables are: a server finds by them what another one, of another version perhaps, has left behind.
/// </summary>
internal sealed class CopyNames(PostgresNames names, string table)
{
    /// <summary>Begins the name of everything that a rewrite makes.</summary>
    public const string Prefix = "actorstream_rewrite_";

    /// <summary>The table, unquoted and without its schema.</summary>
    public string Name => table;

    public string Table => In(table);

    /// <summary>What will be the table.</summary>
    public string Copy => In(Own());

    /// <summary>The keys of rows that are not in the copy as they are in the table.</summary>
    public string Changes => In(Own("changes"));

    /// <summary>What was the table, unquoted and without its schema.</summary>
    public string OldName => Own("old");

    /// <summary>The function that notes the keys of rows which the copying has passed already.</summary>
    public string NoteOne => In(Own("note"));

    public string OnInsert => In(Own("on_insert"));

    public string OnUpdate => In(Own("on_update"));

    public string OnDelete => In(Own("on_delete"));

    public string OnTruncate => In(Own("on_truncate"));

    /// <summary>A name in the table's schema, quoted.</summary>
    public string In(string name) => $"{names.QuotedSchema}.{Quoted(name)}";

    /// <summary>A name of the rewrite's own, unquoted.</summary>
    public string Own(string? what = null) =>
        what is null ? Prefix + table : $"{Prefix}{table}_{what}";

    /// <summary>The same for a name that is quoted already.</summary>
    public string InQuoted(string quoted) => $"{names.QuotedSchema}.{quoted}";

    public static string Quoted(string name) =>
        $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) =>
        $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
