using Npgsql;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>Makes the empty copy of a table exactly as the table is, or says why it cannot be.</summary>
internal static class CopyMaking
{
    /// <summary>
    /// Makes the copy and what stands beside it, all or nothing. Nobody waits for that, and nothing is
    /// attached to the table yet.
    /// </summary>
    /// <returns>Null if it is made, or why the table cannot be copied.</returns>
    public static async Task<string?> MakeAsync(
        CopySession session,
        CopyNames names,
        TableShape shape,
        CancellationToken cancellation
    )
    {
        await using var transaction = await session.BeginAsync(
            System.Data.IsolationLevel.ReadCommitted,
            cancellation
        );
        try
        {
            foreach (var sql in await FirstAsync(session, names, cancellation))
                await session.ExecuteAsync(sql, cancellation);
            foreach (var sql in await PrivilegesAsync(session, names, cancellation))
                await session.ExecuteAsync(sql, cancellation);
            if (await TableShape.DifferenceAsync(session, names, cancellation) is { } difference)
                return difference;
            foreach (var sql in CopyTriggers.Functions(names, shape))
                await session.ExecuteAsync(sql, cancellation);
        }
        catch (PostgresException denied)
            when (denied.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return $"the role may not make one: {denied.MessageText}";
        }

        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>What LIKE leaves out: options, the place, statistics, the comment, the owner.</summary>
    private static Task<List<string>> FirstAsync(
        CopySession session,
        CopyNames names,
        CancellationToken cancellation
    ) =>
        session.TextsAsync(
            """
            WITH t AS (
              SELECT c.*, b.reloptions AS beside, s.spcname,
                ARRAY(SELECT format('%s = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1))
                      FROM unnest(c.reloptions) AS o
                      UNION ALL
                      SELECT format('toast.%s = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1))
                      FROM unnest(b.reloptions) AS o) AS options
              FROM pg_class AS c LEFT JOIN pg_class AS b ON b.oid = c.reltoastrelid
              LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
              WHERE c.oid = $1::regclass
            )
            SELECT format('CREATE TABLE %s (LIKE %s INCLUDING ALL) USING %I%s%s', $2, $1, amname,
              CASE WHEN options <> '{}' THEN ' WITH (' || array_to_string(options, ', ') || ')' END,
              ' TABLESPACE ' || quote_ident(spcname))
            FROM t JOIN pg_am AS a ON a.oid = relam
            UNION ALL
            SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', $2, attname, attstattarget)
            FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
              AND attstattarget >= 0
            UNION ALL
            SELECT format('COMMENT ON TABLE %s IS %L', $2, obj_description($1::regclass, 'pg_class'))
            WHERE obj_description($1::regclass, 'pg_class') IS NOT NULL
            UNION ALL
            SELECT format('ALTER TABLE %s OWNER TO %I', $2, pg_get_userbyid(relowner)) FROM t
            WHERE pg_get_userbyid(relowner) <> current_user
            """,
            cancellation,
            names.Table,
            names.Copy
        );

    /// <summary>
    /// What the table, its columns and its sequence are granted, and the copy is not, or the other way round
    /// (by default privileges).
    /// </summary>
    private static Task<List<string>> PrivilegesAsync(
        CopySession session,
        CopyNames names,
        CancellationToken cancellation
    ) =>
        session.TextsAsync(
            """
            WITH both_of_them AS (
              SELECT c.oid, c.oid = $1::regclass AS is_model, 'TABLE ' || $2 AS target, 'r'::"char" AS kind,
                c.relacl, c.relowner
              FROM pg_class AS c WHERE c.oid IN ($1::regclass, $2::regclass)
              UNION ALL
              SELECT c.oid, d.refobjid = $1::regclass, 'SEQUENCE ' || (
                  SELECT x.objid::regclass FROM pg_depend AS x JOIN pg_sequence AS q ON q.seqrelid = x.objid
                  WHERE x.refobjid = $2::regclass AND x.deptype = 'i'
                    AND x.classid = 'pg_class'::regclass AND x.refclassid = 'pg_class'::regclass),
                's'::"char", c.relacl, c.relowner
              FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
              WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                AND d.refobjid IN ($1::regclass, $2::regclass) AND d.deptype = 'i'
            ),
            granted AS (
              SELECT is_model, target, a.privilege_type AS privilege,
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee,
                a.is_grantable
              FROM both_of_them CROSS JOIN aclexplode(coalesce(relacl, acldefault(kind, relowner))) AS a
              UNION ALL
              SELECT true, 'TABLE ' || $2, a.privilege_type || format(' (%I)', attname),
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.is_grantable
              FROM pg_attribute CROSS JOIN aclexplode(attacl) AS a WHERE attrelid = $1::regclass
            ),
            model AS (SELECT target, privilege, grantee, is_grantable FROM granted WHERE is_model),
            copy AS (SELECT target, privilege, grantee, is_grantable FROM granted WHERE NOT is_model)
            SELECT format('REVOKE %s ON %s FROM %s', privilege, target, grantee)
            FROM (SELECT * FROM copy EXCEPT SELECT * FROM model) AS too_many
            UNION ALL
            SELECT format('GRANT %s ON %s TO %s%s', privilege, target, grantee,
              CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
            FROM (SELECT * FROM model EXCEPT SELECT * FROM copy) AS too_few
            """,
            cancellation,
            names.Table,
            names.Copy
        );
}
