namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// Everything that PostgreSQL's catalogs know of a table, as lines without the names that two tables of one
/// schema cannot share. Two tables whose lines are the same are made the same.
/// </summary>
internal static class ShapeSql
{
    /// <summary>Begins a line that tells what no copy can have.</summary>
    public const char Obstacle = '!';

    /// <summary>The lines.</summary>
    /// <param name="table">An expression of type <c>regclass</c>.</param>
    public static string Lines(string table) =>
        $"""
            WITH t AS (SELECT c.*, c.oid AS id FROM pg_catalog.pg_class AS c WHERE c.oid = {table}),
            own AS (
              SELECT s.*, c.relowner, c.relacl, d.deptype, d.refobjsubid
              FROM t JOIN pg_catalog.pg_depend AS d ON d.refobjid = t.id AND d.deptype IN ('a', 'i')
                AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
              JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = d.objid
              JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
            ),
            parts AS (
              SELECT 'pg_class'::regclass::oid AS class, id FROM t
              UNION ALL SELECT 'pg_class'::regclass::oid, seqrelid FROM own
              UNION ALL SELECT 'pg_class'::regclass::oid, indexrelid FROM t JOIN pg_index ON indrelid = id
              UNION ALL SELECT 'pg_type'::regclass::oid, reltype FROM t
              UNION ALL SELECT 'pg_type'::regclass::oid, y.typarray FROM t JOIN pg_type AS y ON y.oid = reltype
            )
            {Table}
            UNION ALL {Columns}
            UNION ALL {Indexes}
            UNION ALL {Constraints}
            UNION ALL {Sequences}
            UNION ALL {Obstacles}
            """;

    /// <summary>The privileges of something, in an order of their own.</summary>
    public static string Privileges(string acl, string kind, string owner) =>
        $"""
            (SELECT string_agg(format('%s=%s%s/%s', coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC'),
                a.privilege_type, CASE WHEN a.is_grantable THEN '*' END, a.grantor::regrole), ','
                ORDER BY a.grantee, a.privilege_type, a.grantor)
             FROM aclexplode(coalesce({acl}, acldefault('{kind}', {owner}))) AS a)
            """;

    /// <summary>How an index is made, from its method on: without its name and its table's.</summary>
    /// <param name="index">The alias of its row in <c>pg_class</c>.</param>
    /// <param name="table">The alias of its table's.</param>
    public static string Definition(string index, string table) =>
        $"""
            substr(pg_get_indexdef({index}.oid),
              strpos(pg_get_indexdef({index}.oid), quote_ident({index}.relname))
              + length(quote_ident({index}.relname)) + length(' ON ')
              + length({table}.relnamespace::regnamespace::text || '.' || quote_ident({table}.relname)))
            """;

    private static string Table =>
        $"""
            SELECT format('table %s %s %s in %s, replica identity %s, row security %s %s, owner %s, for %s',
              relkind, relpersistence, relam, reltablespace, relreplident, relrowsecurity,
              relforcerowsecurity, relowner::regrole, {Privileges(
                "relacl",
                "r",
                "relowner"
            )}) AS line FROM t
            UNION ALL
            SELECT format('options %s, of its values beside it %s',
              (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(t.reloptions) AS o),
              (SELECT string_agg(o, ',' ORDER BY o) FROM pg_class AS b, unnest(b.reloptions) AS o
               WHERE b.oid = t.reltoastrelid)) FROM t
            UNION ALL SELECT format('comment %L', obj_description(id, 'pg_class')) FROM t
            """;

    private static string Columns =>
        $"""
            SELECT format('column %s: %I %s, not null %s, default %s, identity %s, generated %s, collation %s, '
                || 'storage %s %s, statistics %s, options %s, for %s, comment %L',
              row_number() OVER (ORDER BY attnum), attname, format_type(atttypid, atttypmod), attnotnull,
              (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE (adrelid, adnum) = (attrelid, attnum)),
              attidentity, attgenerated, attcollation, attstorage, attcompression, attstattarget, attoptions,
              (SELECT string_agg(x::text, ',' ORDER BY x::text) FROM unnest(attacl) AS x),
              col_description(attrelid, attnum))
            FROM t JOIN pg_attribute ON attrelid = id WHERE attnum > 0 AND NOT attisdropped
            """;

    private static string Indexes =>
        $"""
            SELECT format('index %s, unique %s, primary %s, clustered %s, replica %s, valid %s, in %s, '
                || 'constraint %s, statistics %s, comment %L',
              {Definition("c", "t")}, indisunique, indisprimary,
              indisclustered, indisreplident, indisvalid, c.reltablespace,
              (SELECT format('%s %s %s %L', contype, condeferrable, condeferred,
                 obj_description(oid, 'pg_constraint'))
               FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x')),
              (SELECT string_agg(format('%s %s', attstattarget, attoptions), ',' ORDER BY attnum)
               FROM pg_attribute WHERE attrelid = i.indexrelid),
              obj_description(i.indexrelid, 'pg_class'))
            FROM t JOIN pg_index AS i ON i.indrelid = t.id JOIN pg_class AS c ON c.oid = i.indexrelid
            """;

    private static string Constraints =>
        """
            SELECT format('constraint %I %s %s, comment %L', conname, pg_get_constraintdef(k.oid), convalidated,
              obj_description(k.oid, 'pg_constraint'))
            FROM t JOIN pg_constraint AS k ON conrelid = t.id WHERE contype NOT IN ('p', 'u', 'x')
            """;

    private static string Sequences =>
        $"""
            SELECT format('sequence %s %s %s %s %s %s %s, for %s, owner %s, comment %L', seqtypid, seqstart,
              seqincrement, seqmax, seqmin, seqcache, seqcycle, {Privileges(
                "relacl",
                "s",
                "relowner"
            )},
              relowner::regrole, obj_description(seqrelid, 'pg_class'))
            FROM own WHERE deptype = 'i'
            """;

    /// <summary>What is attached and would stay with the old table, or hear of its rows twice.</summary>
    private static string Obstacles =>
        $"""
            SELECT '{Obstacle}' || pg_describe_object(d.classid, d.objid, d.objsubid)
            FROM parts AS p JOIN pg_depend AS d ON d.refclassid = p.class AND d.refobjid = p.id
            WHERE (d.classid, d.objid) NOT IN (SELECT p.class, p.id FROM parts AS p)
              AND NOT CASE d.classid
              WHEN 'pg_class'::regclass THEN d.objid = (SELECT reltoastrelid FROM t)
              WHEN 'pg_constraint'::regclass THEN
                (SELECT conrelid FROM pg_constraint WHERE oid = d.objid) = (SELECT id FROM t)
              WHEN 'pg_attrdef'::regclass THEN
                (SELECT a.adrelid = t.id OR starts_with(c.relname, '{CopyNames.Prefix}')
                 FROM t, pg_attrdef AS a JOIN pg_class AS c ON c.oid = a.adrelid WHERE a.oid = d.objid)
              WHEN 'pg_trigger'::regclass THEN
                (SELECT starts_with(tgname, '{CopyNames.Prefix}') FROM pg_trigger WHERE oid = d.objid)
              ELSE false END
            UNION ALL
            SELECT '{Obstacle}its parent ' || inhparent::regclass::text FROM t JOIN pg_inherits ON inhrelid = id
            UNION ALL
            SELECT '{Obstacle}the type ' || reloftype::regtype::text FROM t WHERE reloftype <> 0
            UNION ALL
            SELECT '{Obstacle}the extension that it belongs to' FROM t JOIN pg_depend AS d
              ON d.classid = 'pg_class'::regclass AND d.objid = t.id AND d.deptype = 'e'
            UNION ALL
            SELECT '{Obstacle}its security label' FROM t JOIN pg_seclabel AS l
              ON l.classoid = 'pg_class'::regclass AND l.objoid = t.id
            UNION ALL
            SELECT '{Obstacle}publication ' || pubname FROM pg_publication AS p WHERE puballtables
              OR EXISTS (SELECT FROM pg_publication_namespace JOIN t ON pnnspid = relnamespace
                         WHERE pnpubid = p.oid)
            UNION ALL
            SELECT '{Obstacle}its generated columns' FROM t
              WHERE EXISTS (SELECT FROM pg_attribute WHERE attrelid = id AND attgenerated <> '')
            UNION ALL
            SELECT '{Obstacle}its kind' FROM t WHERE relkind <> 'r' OR relpersistence <> 'p'
            UNION ALL
            SELECT '{Obstacle}the lack of a primary key' FROM t WHERE NOT EXISTS (
              SELECT FROM pg_index WHERE indrelid = id AND indisprimary AND indimmediate)
            UNION ALL
            SELECT '{Obstacle}the lack of the language plpgsql'
              WHERE NOT EXISTS (SELECT FROM pg_language WHERE lanname = 'plpgsql')
            """;
}
