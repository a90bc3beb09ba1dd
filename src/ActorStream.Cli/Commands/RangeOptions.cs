using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary>A piece of a conversation, both ends included.</summary>
internal sealed class RangeOptions
{
    private readonly Option<long> _from = new("--from")
    {
        Description = "The first sequence number.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<long?> _to = new("--to")
    {
        Description = "The last sequence number. Default: the last one.",
    };

    public void AddTo(Command command)
    {
        command.Validators.Add(result =>
        {
            // A validator is not told of defaults.
            var from = result.GetResult(_from) is { Implicit: false } ? result.GetValue(_from) : 1;
            var to = result.GetValue(_to);
            if (from < 1 || to < from)
            {
                result.AddError("--from must be at least 1, and --to not before it.");
            }
        });
        command.Options.Add(_from);
        command.Options.Add(_to);
    }

    public (long From, long To) Read(ParseResult parsed) =>
        (parsed.GetValue(_from), parsed.GetValue(_to) ?? long.MaxValue);
}
