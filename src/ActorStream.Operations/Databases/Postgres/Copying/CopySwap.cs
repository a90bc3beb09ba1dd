using System.Globalization;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// Puts the copy in the table's place: one statement, which is sent at once and needs nobody while it holds
/// the table, so that it cannot be left standing there. It gives new names and moves nothing, so it takes
/// milliseconds whatever the table's size.
/// </summary>
internal static class CopySwap
{
    /// <summary>Raised when there are noted keys: the copy has to catch up once more.</summary>
    public const string Behind = "AS001";

    /// <summary>Raised when somebody has changed how the table is made.</summary>
    public const string Altered = "AS002";

    /// <summary>The statement.</summary>
    /// <param name="pairs">The names of each index, the table's and the copy's.</param>
    /// <param name="ofCopy">The copy's sequence; null if it has none.</param>
    public static string Statement(
        CopyNames names,
        TableShape shape,
        IReadOnlyList<(string Old, string New)> pairs,
        OwnSequence? ofCopy
    ) =>
        $"""
            DO $swap$ BEGIN
              -- Keeps a vacuum from the copy, and no writer; it would be waited for with all writers waiting.
              LOCK TABLE {names.Copy} IN SHARE UPDATE EXCLUSIVE MODE;
              LOCK TABLE {names.Table} IN ACCESS EXCLUSIVE MODE;
              IF EXISTS (SELECT FROM {names.Changes}) THEN
                RAISE EXCEPTION 'The copy is behind.' USING ERRCODE = '{Behind}';
              END IF;
              IF {TableShape.DigestSql(names.Table)} <> '{shape.Digest}' THEN
                RAISE EXCEPTION 'The table {names.Name} was altered meanwhile.' USING ERRCODE = '{Altered}';
              END IF;
              {string.Join(";\n  ", Renames(names, shape.Sequence, pairs, ofCopy))};
            END $swap$
            """;

    private static IEnumerable<string> Renames(
        CopyNames names,
        OwnSequence? sequence,
        IReadOnlyList<(string Old, string New)> pairs,
        OwnSequence? ofCopy
    )
    {
        yield return $"ALTER TABLE {names.Table} RENAME TO {names.OldName}";
        for (var i = 0; i < pairs.Count; i++)
        {
            var away = names.Own(string.Create(CultureInfo.InvariantCulture, $"old_{i}"));
            yield return $"ALTER INDEX {names.In(pairs[i].Old)} RENAME TO {away}";
            yield return $"ALTER INDEX {names.In(pairs[i].New)} RENAME TO {CopyNames.Quoted(pairs[i].Old)}";
        }

        yield return $"ALTER TABLE {names.Copy} RENAME TO {CopyNames.Quoted(names.Name)}";
        if (sequence is { IsIdentity: false })
        {
            yield return $"ALTER SEQUENCE {names.InQuoted(sequence.Name)} OWNED BY {names.Table}.{sequence.Column}";
        }
        else if (sequence is not null && ofCopy is not null)
        {
            // Renamed first: from then on nobody else can use it. It stays until the old table goes, for
            // whoever has just looked its name up.
            var away = names.Own("old_sequence");
            yield return $"ALTER SEQUENCE {names.InQuoted(sequence.Name)} RENAME TO {away}";
            yield return $"PERFORM setval({CopyNames.Literal(names.InQuoted(ofCopy.Name))}, last_value, is_called) "
                + $"FROM {names.In(away)}";
            yield return $"ALTER SEQUENCE {names.InQuoted(ofCopy.Name)} RENAME TO {sequence.Name}";
        }
    }
}
