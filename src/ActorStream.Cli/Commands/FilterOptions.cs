using System.CommandLine;
using System.CommandLine.Parsing;
using ActorStream.Operations.Conversations;

namespace ActorStream.Cli.Commands;

/// <summary>The options of <c>journal ls</c> that say which conversations are wanted.</summary>
internal sealed class FilterOptions
{
    private const long KiloByte = 1000;

    private readonly Option<string?> _state = new("--state")
    {
        Description = "Only those that are idle, running or deleted.",
    };

    private readonly Option<string?> _tenant = new("--tenant")
    {
        Description = "Only those of this tenant.",
    };

    private readonly Option<string?> _search = new("--search")
    {
        Description = "Only those with this text in title or first prompt, in any case.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _deep = new("--deep")
    {
        Description = "With --search: in every prompt and answer. Reads every event.",
    };

    private readonly Option<DateTimeOffset?> _older;
    private readonly Option<DateTimeOffset?> _newer;
    private readonly Option<long?> _minEvents = Number("--min-events", "At least so many events.");
    private readonly Option<long?> _maxEvents = Number("--max-events", "At most so many events.");
    private readonly Option<long?> _minSize = Size("--min-size", "Payloads of at least this size.");
    private readonly Option<long?> _maxSize = Size("--max-size", "Payloads of at most this size.");

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        Description = "How many conversations at most; those with the latest events.",
        DefaultValueFactory = _ => 50,
    };

    public FilterOptions(TimeProvider time)
    {
        _older = Time(
            "--older-than",
            "Last event before this time, or longer ago than this.",
            time
        );
        _newer = Time("--newer-than", "Last event since this time, or within this age.", time);
        _state.AcceptOnlyFromAmong("idle", "running", "deleted");
        _limit.AtLeast(1);
    }

    public void AddTo(Command command)
    {
        foreach (
            Option option in (Option[])
                [
                    _state,
                    _tenant,
                    _search,
                    _deep,
                    _older,
                    _newer,
                    _minEvents,
                    _maxEvents,
                    _minSize,
                    _maxSize,
                    _limit,
                ]
        )
        {
            command.Options.Add(option);
        }
    }

    public ConversationFilter Read(ParseResult parsed) =>
        new()
        {
            State = ConversationStandings.FromName(parsed.GetValue(_state)),
            Tenant = parsed.GetValue(_tenant),
            Text = parsed.GetValue(_search) is { Length: > 0 } text ? text : null,
            IsDeep = parsed.GetValue(_deep),
            OlderThan = parsed.GetValue(_older),
            NewerThan = parsed.GetValue(_newer),
            MinEvents = parsed.GetValue(_minEvents),
            MaxEvents = parsed.GetValue(_maxEvents),
            MinBytes = parsed.GetValue(_minSize),
            MaxBytes = parsed.GetValue(_maxSize),
            Limit = parsed.GetValue(_limit),
        };

    /// <summary>A number of bytes; <c>500</c>, <c>20k</c>, <c>3M</c>, <c>1G</c>.</summary>
    internal static bool TryParseSize(string text, out long bytes)
    {
        var factor = text is [.., var unit]
            ? unit switch
            {
                'k' or 'K' => KiloByte,
                'M' => KiloByte * KiloByte,
                'G' => KiloByte * KiloByte * KiloByte,
                _ => 1,
            }
            : 1;
        var digits = factor == 1 ? text : text[..^1];
        var isSize = long.TryParse(
            digits,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out bytes
        );
        isSize = isSize && bytes <= long.MaxValue / factor;
        bytes = isSize ? bytes * factor : 0;
        return isSize;
    }

    private static Option<long?> Number(string name, string description)
    {
        var option = new Option<long?>(name) { Description = description, HelpName = "N" };
        option.AtLeast(0);
        return option;
    }

    private static Option<long?> Size(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "BYTES, 20k, 3M, 1G",
            CustomParser = result =>
                TryParseSize(Token(result), out var bytes)
                    ? bytes
                    : Refuse<long?>(result, $"{name} must be a size like 500, 20k, 3M or 1G."),
        };

    private static Option<DateTimeOffset?> Time(
        string name,
        string description,
        TimeProvider clock
    ) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME or AGE",
            CustomParser = result =>
                TimeOrAge.TryParse(Token(result), clock.GetUtcNow(), out var time)
                    ? time
                    : Refuse<DateTimeOffset?>(
                        result,
                        $"{name} must be a time like 2026-01-31T12:00:00Z or an age like 7d, 12h, 30m."
                    ),
        };

    private static string Token(ArgumentResult result) =>
        result.Tokens is [var token] ? token.Value : "";

    private static T? Refuse<T>(ArgumentResult result, string reason)
    {
        result.AddError(reason);
        return default;
    }
}
