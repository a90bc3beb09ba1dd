using System.Globalization;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// How the copy hears of what is written meanwhile. Changes and deletions are done to the copy by the
/// transaction that does them to the table, so that at any moment both look the same to everybody; where
/// that cannot be (the row has not been copied yet, or the transaction does not see it there), it notes the
/// rows' keys, to be copied anew. Insertions are done to both only for the last moments, as they cost the
/// writer twice; before, only those are noted that come where the copying has been already.
/// </summary>
internal static class CopyTriggers
{
    /// <summary>
    /// The table of keys and the functions. They run as whoever rewrites, for a writer may have no right to
    /// the copy.
    /// </summary>
    public static IEnumerable<string> Functions(CopyNames names, TableShape shape)
    {
        var columns = shape.AllColumns();
        var insert = $"""
            INSERT INTO {names.Copy} ({columns}) OVERRIDING SYSTEM VALUE
              SELECT {columns} FROM added ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS came = ROW_COUNT;
            """;
        var delete = $"""
            DELETE FROM {names.Copy} AS c USING removed AS r WHERE {shape.SameKey("c", "r")};
            GET DIAGNOSTICS went = ROW_COUNT;
            """;
        var note = $"INSERT INTO {names.Changes} SELECT {shape.KeyColumns()} FROM";
        // A crash empties it, and the copy is thrown away then. No key is null: that says that all went.
        yield return $"""
            CREATE UNLOGGED TABLE {names.Changes} AS
            SELECT {shape.KeyColumns()} FROM {names.Table} WITH NO DATA
            """;
        yield return Function(
            names.NoteOne,
            $"INSERT INTO {names.Changes} SELECT {shape.KeyColumns("NEW")};"
        );
        yield return Function(
            names.OnInsert,
            $"""
            {insert}
            IF came <> (SELECT count(*) FROM added) THEN {note} added; END IF;
            """
        );
        yield return Function(
            names.OnUpdate,
            $"""
            {delete}
            IF went = (SELECT count(*) FROM removed) THEN
              {insert}
            END IF;
            IF came IS DISTINCT FROM (SELECT count(*) FROM added) THEN
              {note} removed; {note} added;
            END IF;
            """
        );
        yield return Function(
            names.OnDelete,
            $"""
            {delete}
            IF went <> (SELECT count(*) FROM removed) THEN {note} removed; END IF;
            """
        );
        yield return Function(names.OnTruncate, $"INSERT INTO {names.Changes} DEFAULT VALUES;");
    }

    /// <summary>
    /// Attaches them. Waits until every transaction that has written to the table is over, and whoever
    /// wants to write waits behind it.
    /// </summary>
    public static string Attach(CopyNames names, bool withInserts) =>
        Together([
            Trigger(
                names,
                "on_update",
                "UPDATE",
                "OLD TABLE AS removed NEW TABLE AS added",
                names.OnUpdate
            ),
            Trigger(names, "on_delete", "DELETE", "OLD TABLE AS removed", names.OnDelete),
            Trigger(names, "on_truncate", "TRUNCATE", null, names.OnTruncate),
            .. withInserts ? [AttachInserts(names)] : Array.Empty<string>(),
        ]);

    /// <summary>From here on each new row is written twice.</summary>
    public static string AttachInserts(CopyNames names) =>
        Trigger(names, "on_insert", "INSERT", "NEW TABLE AS added", names.OnInsert);

    /// <summary>
    /// New rows up to this key are noted from here on. A condition of the trigger, so that no function is
    /// called for the others.
    /// </summary>
    public static string AttachNotes(CopyNames names, TableShape shape, long upTo) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE OR REPLACE TRIGGER {names.Own("note")} AFTER INSERT ON {names.Table}
            FOR EACH ROW WHEN (NEW.{shape.Key[0].Name} <= {upTo})
            EXECUTE FUNCTION {names.NoteOne}()
            """
        );

    private static string Trigger(
        CopyNames names,
        string what,
        string on,
        string? rows,
        string function
    ) =>
        $"""
            CREATE TRIGGER {names.Own(what)} AFTER {on} ON {names.Table}
            {(
                rows is null ? "" : $"REFERENCING {rows}"
            )} FOR EACH STATEMENT EXECUTE FUNCTION {function}()
            """;

    private static string Together(IEnumerable<string> statements) =>
        $"DO $together$ BEGIN {string.Join("; ", statements)}; END $together$";

    /// <summary>Its statements look into the key's index, whatever the planner takes the tables for.</summary>
    private static string Function(string name, string body) =>
        $"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp
            SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
            AS $body$
            DECLARE came bigint; went bigint;
            BEGIN
              {body}
              RETURN NULL;
            END
            $body$
            """;
}
