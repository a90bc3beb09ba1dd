using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;

namespace ActorStream.Cli.Commands;

/// <summary>What <c>erase</c> and <c>prune</c> have in common.</summary>
/// <param name="context">Where it is told.</param>
/// <param name="asJson">Whether programs are told.</param>
/// <param name="applies">Whether it is done, or only said what would be.</param>
internal sealed class Erasure(CliContext context, bool asJson, bool applies)
{
    private long _shown;

    /// <summary>Does it, and sums up.</summary>
    /// <param name="erase">Says each conversation with <see cref="Show"/>; returns what became of them.</param>
    public async Task RunAsync(Func<IProgress<Steps>?, Task<Erased>> erase)
    {
        var title = applies ? "Erasing" : "Examining";
        End(await ProgressBar.RunAsync(context, asJson, title, erase));
    }

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

    private void End(Erased erased)
    {
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteNumber("conversations", _shown);
                    json.WriteNumber("erased", erased.Conversations);
                    json.WriteBoolean("applied", applies);
                    if (erased.TextLeft is { } left)
                        json.WriteString("textLeft", left);
                }
            );
        }
        else if (applies)
        {
            context.Out.WriteLine($"{Amounts.Of(erased.Conversations, "conversation")} erased.");
            if (erased.TextLeft is { } left)
                context.Out.WriteLine(TerminalText.Escape(left));
        }
        else
        {
            context.Out.WriteLine(
                $"{Amounts.Of(_shown, "conversation")} would be erased; --apply does it."
            );
        }
    }
}
