using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary>What <c>erase</c> and <c>prune</c> have in common.</summary>
internal sealed class Erasure(CliContext context, bool asJson)
{
    private long _shown;

    /// <summary>Says which conversation goes, and why.</summary>
    public void Show(string id, string reason)
    {
        _shown++;
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteString("conversationId", id);
                    json.WriteString("reason", reason);
                }
            );
        }
        else
        {
            context.Out.WriteLine($"{TerminalText.Escape(id)}: {reason}");
        }
    }

    /// <summary>Sums up.</summary>
    public void End(int erased, bool applied)
    {
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteNumber("conversations", _shown);
                    json.WriteNumber("erased", erased);
                    json.WriteBoolean("applied", applied);
                }
            );
        }
        else if (applied)
        {
            context.Out.WriteLine($"{Amounts.Count(erased)} conversations erased.");
        }
        else
        {
            context.Out.WriteLine(
                $"{Amounts.Count(_shown)} conversations would be erased; --apply does it."
            );
        }
    }
}
