using System.CommandLine;
using ActorStream.Cli.Reading;

namespace ActorStream.Cli.Commands;

/// <summary>What all journal commands have in common.</summary>
internal sealed class JournalOptions(CliContext context)
{
    private readonly Option<string?> _database = new("--db")
    {
        Description =
            "The database file. Default: journal.db in $ACTORSTREAM_DATA, "
            + "else in ~/.local/share/actorstream.",
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
        command.Options.Add(_database);
        command.Options.Add(_json);
        command.Options.Add(_text);
    }

    /// <summary>Whether the output is for programs.</summary>
    public bool IsJson(ParseResult parsed) =>
        parsed.GetValue(_json) || (!context.IsTerminal && !parsed.GetValue(_text));

    /// <summary>Opens the journal that the command line names.</summary>
    public JournalFile Open(ParseResult parsed) =>
        JournalFile.Open(parsed.GetValue(_database) ?? DefaultDatabase());

    /// <summary>The one conversation that this names, in full or by its beginning.</summary>
    public static string Resolve(JournalFile journal, string idOrBeginning)
    {
        const int MaxCandidates = 5;
        var found = idOrBeginning.Length == 0 ? [] : journal.Find(idOrBeginning, MaxCandidates + 1);
        return found switch
        {
            [var one] => one,
            [] => throw new JournalProblem(
                $"{journal.Path} has no conversation {Output.TerminalText.OneLine(idOrBeginning, 60)}.",
                1
            ),
            _ => throw new JournalProblem(
                $"{Output.TerminalText.OneLine(idOrBeginning, 60)} can mean "
                    + string.Join(", ", found.Take(MaxCandidates))
                    + (found.Count > MaxCandidates ? " and more." : "."),
                1
            ),
        };
    }

    /// <summary>Where the server keeps its journal unless it is told otherwise.</summary>
    private string DefaultDatabase()
    {
        var folder = context.Environment("ACTORSTREAM_DATA");
        if (string.IsNullOrEmpty(folder))
        {
            folder = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                "actorstream"
            );
        }

        return Path.Combine(folder, "journal.db");
    }
}
