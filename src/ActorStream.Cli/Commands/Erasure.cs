using System.Text.Json;
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
                    if (erased.Rewrite is { } rewrite)
                        Write(json, rewrite);
                    if (erased.TextLeft is { } left)
                        json.WriteString("textLeft", left);
                }
            );
        }
        else if (applies)
        {
            context.Out.WriteLine($"{Amounts.Of(erased.Conversations, "conversation")} erased.");
            if (erased.Rewrite is { } rewrite)
                context.Out.WriteLine(SentenceOf(rewrite));
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

    private static void Write(Utf8JsonWriter json, DueRewrite rewrite)
    {
        json.WriteStartObject("rewrite");
        json.WriteBoolean("due", true);
        json.WriteBoolean("running", rewrite.IsRunning);
        json.WriteString("problem", rewrite.Problem);
        json.WriteEndObject();
    }

    private static string SentenceOf(DueRewrite rewrite) =>
        "They are gone for every query; their text stays in the tables' files until the server has "
        + "rewritten these, which "
        + (rewrite.IsRunning ? "it is doing" : "it does by itself within its limits")
        + ". 'actorstream journal compact --server URL' does it now."
        + (
            rewrite.Problem is { } problem
                ? $" The last attempt failed: {TerminalText.Escape(problem)}"
                : ""
        );
}
