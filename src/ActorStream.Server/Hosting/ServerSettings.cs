using ActorStream.Server.Security;

namespace ActorStream.Server.Hosting;

/// <summary>Where events are kept.</summary>
internal enum JournalKind
{
    /// <summary>One embedded file.</summary>
    Sqlite,

    /// <summary>A shared database.</summary>
    Postgres,
}

/// <summary>What the environment and the command line say; everything else is in hocon/.</summary>
/// <param name="Urls">The addresses to listen on.</param>
/// <param name="Journal">Where events are kept.</param>
/// <param name="DataFolder">The folder of the embedded journal.</param>
/// <param name="Postgres">The connection string of the shared one, or null.</param>
/// <param name="AdminKey">The operator's key, or null for that of the data folder.</param>
/// <param name="Hocon">HOCON that is merged on top of the files, or null.</param>
internal sealed record ServerSettings(
    IReadOnlyList<string> Urls,
    JournalKind Journal,
    string DataFolder,
    string? Postgres,
    string? AdminKey,
    string? Hocon
)
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <exception cref="StartupRefusedException">A value cannot be used.</exception>
    public static ServerSettings From(IConfiguration configuration)
    {
        var journal = configuration["ACTORSTREAM_JOURNAL"] switch
        {
            null or "" or "sqlite" => JournalKind.Sqlite,
            "postgres" => JournalKind.Postgres,
            var other => throw new StartupRefusedException(
                $"ACTORSTREAM_JOURNAL is '{other}'; it can be 'sqlite' or 'postgres'."
            ),
        };
        var postgres = NullIfEmpty(configuration["ACTORSTREAM_POSTGRES"]);
        if (journal == JournalKind.Postgres && postgres is null)
        {
            throw new StartupRefusedException(
                "ACTORSTREAM_JOURNAL is 'postgres', but ACTORSTREAM_POSTGRES has no connection string."
            );
        }

        return new(
            UrlsOf(configuration),
            journal,
            NullIfEmpty(configuration["ACTORSTREAM_DATA"]) ?? DefaultDataFolder(),
            postgres,
            NullIfEmpty(configuration["ACTORSTREAM_ADMIN_KEY"]) is { } key
                ? OperatorKey.Checked(key, "ACTORSTREAM_ADMIN_KEY")
                : null,
            NullIfEmpty(configuration["ACTORSTREAM_HOCON"])
                ?? NullIfEmpty(configuration["actorstream:hocon"])
        );
    }

    private static IReadOnlyList<string> UrlsOf(IConfiguration configuration)
    {
        var urls = NullIfEmpty(configuration["urls"]) ?? DefaultUrl;
        return urls.Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
    }

    private static string DefaultDataFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var shared =
            NullIfEmpty(Environment.GetEnvironmentVariable("XDG_DATA_HOME"))
            ?? Path.Combine(home, ".local", "share");
        return Path.Combine(shared, "actorstream");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
