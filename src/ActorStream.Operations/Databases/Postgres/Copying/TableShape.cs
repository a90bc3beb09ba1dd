namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>What of a table its copying has to know.</summary>
/// <param name="Columns">All, quoted, in order.</param>
/// <param name="Key">The primary key's, quoted, in its order, with their types.</param>
/// <param name="Sequence">The one that belongs to a column, and what it is; null if there is none.</param>
/// <param name="Digest">Of the lines that describe it.</param>
internal sealed record TableShape(
    IReadOnlyList<string> Columns,
    IReadOnlyList<(string Name, string Type)> Key,
    OwnSequence? Sequence,
    string Digest
)
{
    /// <summary>
    /// Whether new rows come behind all others, save those that somebody puts back: then what the copying
    /// has not come to yet costs a writer nothing.
    /// </summary>
    public bool GrowsAtTheEnd =>
        Sequence is not null && Key is [var one] && one.Name == Sequence.Column;

    public string AllColumns(string? of = null) => List(Columns, of);

    public string KeyColumns(string? of = null) => List(Key.Select(one => one.Name), of);

    /// <summary>That two rows have the same key.</summary>
    public string SameKey(string one, string other) =>
        string.Join(" AND ", Key.Select(key => $"{one}.{key.Name} = {other}.{key.Name}"));

    public static async Task<TableShape> ReadAsync(
        CopySession session,
        string table,
        CancellationToken cancellation
    )
    {
        var columns = await session.TextsAsync(
            """
            SELECT quote_ident(attname) FROM pg_attribute
            WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            cancellation,
            table
        );
        var key = await session.RowsAsync(
            """
            SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
            FROM pg_index AS i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = $1::regclass AND i.indisprimary AND k.place <= i.indnkeyatts
            ORDER BY k.place
            """,
            cancellation,
            table
        );
        var sequence = await session.RowsAsync(
            """
            SELECT quote_ident(a.attname), quote_ident(c.relname), d.deptype::text
            FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
            JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
              AND d.refobjid = $1::regclass AND d.deptype IN ('a', 'i')
            """,
            cancellation,
            table
        );
        return new(
            columns,
            [.. key.Select(row => (row[0]!, row[1]!))],
            sequence is [var only] ? new(only[0]!, only[1]!, only[2] == "i") : null,
            await DigestAsync(session, table, cancellation)
        );
    }

    /// <summary>Why it cannot be copied, in words; null if it can.</summary>
    public static async Task<string?> ObstacleAsync(
        CopySession session,
        string table,
        CancellationToken cancellation
    )
    {
        var lines = await LinesAsync(session, table, cancellation);
        return lines.Find(line => line[0] == ShapeSql.Obstacle) is { } obstacle
            ? $"of {obstacle[1..]}"
            : null;
    }

    /// <summary>In what a copy differs from its table, in words; null if in nothing.</summary>
    public static async Task<string?> DifferenceAsync(
        CopySession session,
        CopyNames names,
        CancellationToken cancellation
    )
    {
        var table = await LinesAsync(session, names.Table, cancellation);
        var copy = await LinesAsync(session, names.Copy, cancellation);
        if (table.SequenceEqual(copy, StringComparer.Ordinal))
            return null;
        var missing = table.Except(copy, StringComparer.Ordinal).FirstOrDefault();
        var more = copy.Except(table, StringComparer.Ordinal).FirstOrDefault();
        return missing is null
            ? $"a copy would have another {more ?? "one of the same"}"
            : $"a copy would not have its {missing}";
    }

    /// <summary>An expression for the digest of a table's lines.</summary>
    public static string DigestSql(string table) =>
        $"""
            (SELECT md5(string_agg(line, E'\n' ORDER BY line COLLATE "C"))
             FROM ({ShapeSql.Lines($"{CopyNames.Literal(table)}::regclass")}) AS lines)
            """;

    private static async Task<string> DigestAsync(
        CopySession session,
        string table,
        CancellationToken cancellation
    ) => (await session.TextsAsync($"SELECT {DigestSql(table)}", cancellation))[0];

    private static Task<List<string>> LinesAsync(
        CopySession session,
        string table,
        CancellationToken cancellation
    ) =>
        session.TextsAsync(
            $"SELECT line FROM ({ShapeSql.Lines("$1::regclass")}) AS lines ORDER BY line COLLATE \"C\"",
            cancellation,
            table
        );

    private static string List(IEnumerable<string> columns, string? of) =>
        string.Join(", ", of is null ? columns : columns.Select(column => $"{of}.{column}"));
}

/// <summary>The sequence behind a column.</summary>
/// <param name="Column">The column, quoted.</param>
/// <param name="Name">Its name, quoted, without the schema, which is the table's.</param>
/// <param name="IsIdentity">Whether it is the column's identity, and so goes with its table.</param>
internal sealed record OwnSequence(string Column, string Name, bool IsIdentity);
