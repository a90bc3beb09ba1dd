using System.CommandLine;
using System.CommandLine.Completions;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Cli.Sources.Server;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Commands;

/// <summary>What all journal commands have in common: which journal, and in which form.</summary>
internal sealed class JournalOptions(CliContext context)
{
    private const int MaxSuggestions = 50;

    private readonly Option<string?> _database = new("--db")
    {
        Description =
            "The database file. Default: journal.db in $ACTORSTREAM_DATA, "
            + "else in ~/.local/share/actorstream.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description =
            "The PostgreSQL database. Default with ACTORSTREAM_JOURNAL=postgres: "
            + "$ACTORSTREAM_POSTGRES.",
        HelpName = "CONNECTION STRING",
        Recursive = true,
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = "Ask this running server, in place of its database.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description =
            "The file of the operator's key for --server. Default: $ACTORSTREAM_ADMIN_KEY itself, "
            + "else admin.key in the data folder.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "JSON, as when the output is no terminal.",
        Recursive = true,
    };

    private readonly Option<bool> _text = new("--text")
    {
        Description = "Text for people, also when the output is no terminal.",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_database, _postgres, _server, _keyFile, _json, _text])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the output is for programs.</summary>
    public bool IsJson(ParseResult parsed) =>
        parsed.GetValue(_json) || (!context.IsTerminal && !parsed.GetValue(_text));

    /// <summary>Opens the journal that the command line names, for reading.</summary>
    public Task<IJournalSource> OpenAsync(ParseResult parsed, CancellationToken cancellation) =>
        Locate(parsed).OpenAsync(cancellation);

    /// <summary>Where the journal is that the command line names.</summary>
    /// <exception cref="JournalProblem">It names two.</exception>
    public IJournalPlace Locate(ParseResult parsed)
    {
        // Here and not by a validator: those of a parent command are not asked about its children.
        var named = new Option[] { _database, _postgres, _server }.Count(option =>
            parsed.GetResult(option) is { Implicit: false }
        );
        if (named > 1)
            throw new JournalProblem("Only one of --db, --postgres and --server can be given.");
        return parsed.GetValue(_server) is { } server
            ? new ServerPlace(
                ServerPlace.ParseAddress(server),
                () => Key(parsed.GetValue(_keyFile)),
                context
            )
            : new DatabasePlace(Target(parsed), context.Time);
    }

    /// <summary>An argument that names a conversation, with the ids of the journal as suggestions.</summary>
    public Argument<string> Conversation()
    {
        var id = new Argument<string>("id")
        {
            Description = "The conversation's id, or a beginning that only one has.",
            // Without it the help would list the suggestions.
            HelpName = "id",
        };
        id.CompletionSources.Add(Suggest);
        return id;
    }

    /// <summary>Ids for the shell. What goes wrong there is nothing that a shell could show.</summary>
    public IEnumerable<CompletionItem> Suggest(CompletionContext completion)
    {
        try
        {
            return Task.Run(() => SuggestAsync(completion)).GetAwaiter().GetResult();
        }
        catch (JournalProblem)
        {
            return [];
        }
    }

    private async Task<IEnumerable<CompletionItem>> SuggestAsync(CompletionContext completion)
    {
        await using var journal = await OpenAsync(completion.ParseResult, default);
        var found = await journal.FindAsync(completion.WordToComplete, MaxSuggestions, default);
        // A shell may expand what it is given: ids of an odd journal are not for it.
        return found
            .Where(id =>
                id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            )
            .Select(id => new CompletionItem(id));
    }

    private JournalTarget Target(ParseResult parsed)
    {
        if (parsed.GetValue(_database) is { } file)
        {
            return JournalTarget.Sqlite(file);
        }

        if (parsed.GetValue(_postgres) is { } connectionString)
        {
            return JournalTarget.Postgres(connectionString);
        }

        return context.Environment("ACTORSTREAM_JOURNAL") switch
        {
            null or "" or "sqlite" => JournalTarget.Sqlite(
                Path.Combine(DataFolder(), "journal.db")
            ),
            "postgres" when context.Environment("ACTORSTREAM_POSTGRES") is { Length: > 0 } named =>
                JournalTarget.Postgres(named),
            "postgres" => throw new JournalProblem(
                "ACTORSTREAM_JOURNAL is 'postgres', but ACTORSTREAM_POSTGRES has no connection string."
            ),
            _ => throw new JournalProblem("ACTORSTREAM_JOURNAL can be 'sqlite' or 'postgres'."),
        };
    }

    private string Key(string? keyFile)
    {
        if (keyFile is null && context.Environment("ACTORSTREAM_ADMIN_KEY") is { Length: > 0 } key)
        {
            return key;
        }

        var path = keyFile ?? Path.Combine(DataFolder(), "admin.key");
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalProblem(
                $"The operator's key is not in ACTORSTREAM_ADMIN_KEY, and cannot be read from {path}: "
                    + error.Message,
                JournalProblemKind.Unusable,
                error
            );
        }
    }

    /// <summary>Where the server keeps its journal unless it is told otherwise.</summary>
    private string DataFolder() =>
        context.Environment("ACTORSTREAM_DATA") is { Length: > 0 } folder
            ? folder
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                "actorstream"
            );
}
