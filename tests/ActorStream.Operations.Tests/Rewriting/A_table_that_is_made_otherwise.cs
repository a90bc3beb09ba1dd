using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// A copy is made as its table is, to the last right and comment: what PostgreSQL dumps of the schema is the
/// same before and after. What a copy would lose keeps the table from being copied.
/// </summary>
public sealed partial class A_table_that_is_made_otherwise : IDisposable
{
    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("as the plug-in makes it", "SELECT 1")]
    [InlineData(
        "rights",
        """
            CREATE ROLE {0}_a; CREATE ROLE {0}_b; CREATE ROLE {0}_c;
            GRANT SELECT, INSERT ON journal, tags, snapshot TO {0}_a WITH GRANT OPTION;
            GRANT SELECT (ordering, manifest), UPDATE (message) ON journal TO {0}_b;
            GRANT USAGE ON SEQUENCE journal_ordering_seq TO {0}_b;
            REVOKE TRUNCATE, REFERENCES ON journal FROM postgres;
            GRANT SELECT ON journal TO PUBLIC;
            ALTER TABLE journal OWNER TO {0}_c
            """
    )]
    [InlineData(
        "default privileges",
        """
            CREATE ROLE {0}_a;
            GRANT SELECT ON journal, tags, snapshot TO {0}_a;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {0}_a;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO PUBLIC
            """
    )]
    [InlineData(
        "comments, options and statistics",
        """
            COMMENT ON TABLE journal IS 'it''s ours'; COMMENT ON COLUMN journal.manifest IS '"m" $1 @x :y';
            COMMENT ON INDEX journal_uq IS 'one';
            ALTER TABLE journal SET (fillfactor = 80, autovacuum_enabled = false,
              toast.autovacuum_enabled = false);
            ALTER INDEX journal_created_idx SET (fillfactor = 70);
            ALTER TABLE journal ALTER message SET STORAGE EXTERNAL, ALTER message SET COMPRESSION pglz,
              ALTER manifest SET STATISTICS 500, ALTER persistence_id SET STATISTICS 7
            """
    )]
    [InlineData(
        "indexes and constraints",
        """
            ALTER TABLE journal RENAME CONSTRAINT journal_pkey TO "a key's";
            ALTER INDEX journal_created_idx RENAME TO "an USING index";
            CREATE INDEX one ON journal (manifest) WHERE NOT deleted;
            CREATE INDEX two ON journal (manifest) WHERE NOT deleted;
            CREATE INDEX three ON journal (lower(manifest) text_pattern_ops DESC, created) INCLUDE (deleted);
            CREATE INDEX four ON journal USING brin (created);
            DROP INDEX journal_uq;
            ALTER TABLE journal ADD CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number);
            ALTER TABLE journal ADD CONSTRAINT positive CHECK (sequence_number > 0)
            """
    )]
    [InlineData(
        "columns that have gone",
        """
            ALTER TABLE journal ADD extra integer;
            ALTER TABLE journal DROP extra;
            ALTER TABLE journal ALTER identifier SET DEFAULT 7, ALTER identifier SET NOT NULL
            """
    )]
    [InlineData(
        "an identity with options",
        """
            ALTER TABLE journal ALTER ordering SET GENERATED ALWAYS SET INCREMENT 3 SET MAXVALUE 1000000000
              SET CACHE 5;
            ALTER SEQUENCE journal_ordering_seq RENAME TO "another name"
            """
    )]
    [InlineData(
        "a serial",
        """
            ALTER TABLE journal ALTER ordering DROP IDENTITY;
            CREATE SEQUENCE journal_ordering_seq OWNED BY journal.ordering;
            SELECT setval('journal_ordering_seq', (SELECT max(ordering) FROM journal));
            ALTER TABLE journal ALTER ordering SET DEFAULT nextval('journal_ordering_seq')
            """
    )]
    [InlineData("no sequence", "ALTER TABLE journal ALTER ordering DROP IDENTITY")]
    public async Task Stays_as_it_is(string what, string how)
    {
        var journal = new CopiedJournal(_store);
        await journal.FillAsync(turnsKept: 20);
        var roles = $"r{Guid.NewGuid():N}";
        _store.Execute(how.Replace("{0}", roles, StringComparison.Ordinal));
        journal.Erase(ordering: what == "no sequence");
        var (schema, content) = (Schema(), journal.Content());

        var result = await journal.RewriteAsync();

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        result.NotCopied.ShouldBeNull();
        Schema().ShouldBe(schema);
        journal.Content().ShouldBe(content);
        journal.Found().ShouldBeEmpty();
        journal.LeftOver().ShouldBe(0);
        if (what == "rights" || what == "default privileges")
            _store.Execute(Drop(roles));
    }

    [Theory]
    [InlineData("CREATE VIEW texts AS SELECT message FROM journal", "view texts")]
    [InlineData("CREATE MATERIALIZED VIEW texts AS SELECT 1 FROM journal", "view texts")]
    [InlineData("CREATE TABLE other (a bigint REFERENCES journal)", "other_a_fkey")]
    [InlineData(
        "CREATE TABLE other (a bigint UNIQUE); INSERT INTO other VALUES (1); "
            + "ALTER TABLE journal ADD FOREIGN KEY (identifier) REFERENCES other (a) NOT VALID",
        "identifier_fkey"
    )]
    [InlineData(
        "CREATE TRIGGER mine BEFORE UPDATE ON journal FOR EACH ROW "
            + "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "trigger mine"
    )]
    [InlineData("CREATE POLICY mine ON journal", "policy mine")]
    [InlineData("ALTER TABLE journal ENABLE ROW LEVEL SECURITY", "row security")]
    [InlineData("CREATE RULE mine AS ON DELETE TO journal DO ALSO NOTHING", "rule mine")]
    [InlineData("CREATE PUBLICATION p FOR TABLE journal", "publication p")]
    [InlineData("CREATE PUBLICATION p FOR ALL TABLES", "publication p")]
    [InlineData("CREATE PUBLICATION p FOR TABLES IN SCHEMA public", "publication p")]
    [InlineData("CREATE TABLE child () INHERITS (journal)", "table child")]
    [InlineData("CREATE STATISTICS mine ON created, deleted FROM journal", "statistics object")]
    [InlineData(
        "CREATE FUNCTION f(journal) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "function f"
    )]
    [InlineData(
        "CREATE TABLE other (a bigint DEFAULT nextval('journal_ordering_seq'))",
        "default value"
    )]
    [InlineData("COMMENT ON CONSTRAINT journal_pkey ON journal IS 'ours'", "'ours'")]
    [InlineData("ALTER TABLE journal REPLICA IDENTITY FULL", "replica identity f")]
    [InlineData("ALTER TABLE journal CLUSTER ON journal_uq", "clustered t")]
    [InlineData("ALTER TABLE journal ALTER manifest SET (n_distinct = 5)", "n_distinct")]
    public async Task Is_not_copied_where_a_copy_would_not_have_what_it_has(string how, string why)
    {
        var journal = new CopiedJournal(_store);
        await journal.FillAsync(turnsKept: 5);
        _store.Execute(how);
        journal.Erase();
        var (schema, files) = (Schema(), journal.Files());

        var large = await journal.RewriteAsync();
        var untouched = (Schema(), journal.Files());
        var small = await journal.RewriteAsync(
            limits: CopiedJournal.Limits with
            {
                MaxLockedBytes = null,
            }
        );

        large.Outcome.ShouldBe(RewriteOutcome.TooLarge);
        large.Problem.ShouldNotBeNull().ShouldContain(why, Case.Insensitive);
        untouched.ShouldBe((schema, files));
        small.Outcome.ShouldBe(RewriteOutcome.Done, small.Problem);
        small.NotCopied.ShouldNotBeNull().ShouldContain(why, Case.Insensitive);
        Schema().ShouldBe(schema);
        journal.LeftOver().ShouldBe(0);
        journal.Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_not_copied_where_the_role_may_make_no_table()
    {
        var journal = new CopiedJournal(_store);
        await journal.FillAsync(turnsKept: 5);
        var role = $"r{Guid.NewGuid():N}";
        _store.Execute(
            $"""
            CREATE ROLE {role} LOGIN;
            ALTER TABLE journal OWNER TO {role};
            ALTER TABLE tags OWNER TO {role};
            ALTER TABLE snapshot OWNER TO {role}
            """
        );
        journal.Erase();
        var connection = new NpgsqlConnectionStringBuilder(_store.ConnectionString)
        {
            Username = role,
        };

        var result = await JournalTarget
            .Postgres(connection.ConnectionString)
            .OpenRewrite(TimeProvider.System)!
            .RunAsync(CopiedJournal.Limits with { MaxLockedBytes = null });

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        result.NotCopied.ShouldNotBeNull().ShouldContain("permission denied");
        journal.Found().ShouldBeEmpty();
        _store.Execute(
            $"REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}; DROP ROLE {role}"
        );
    }

    private static string Drop(string roles) =>
        string.Join(
            ';',
            ((string[])["a", "b", "c"]).Select(name =>
                $$"""
                    DO $$ BEGIN IF to_regrole('{{roles}}_{{name}}') IS NOT NULL THEN
                      REASSIGN OWNED BY {{roles}}_{{name}} TO postgres;
                      DROP OWNED BY {{roles}}_{{name}}; DROP ROLE {{roles}}_{{name}};
                    END IF; END $$
                    """
            )
        );

    /// <summary>What PostgreSQL itself says of it, without the note of the last rewrite.</summary>
    private string Schema()
    {
        var connection = new NpgsqlConnectionStringBuilder(_store.ConnectionString);
        var start = new ProcessStartInfo(
            PostgresCluster.Program("pg_dump"),
            ["-s", "-h", connection.Host!, "-U", "postgres", connection.Database!]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var dump = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        var last = _store.Query("SELECT max(last_value)::text FROM pg_sequences");
        // In which order rights were given says nothing.
        var lines = Note().Replace(dump, "").Split('\n').Order(StringComparer.Ordinal);
        return string.Join('\n', lines) + last;
    }

    /// <summary>And without the word of its own that each dump has.</summary>
    [GeneratedRegex(
        @"^\\(un)?restrict .*$|--\n-- Name: COLUMN journal.deleted; Type: COMMENT[^;]*;[^;]*;[^;]*;\n+",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Note();
}
