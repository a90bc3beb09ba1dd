using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;

namespace ActorStream.Cli.Commands;

/// <summary>What <c>erase</c> and <c>prune</c> have in common.</summary>
internal sealed class Erasure(CliContext context, bool asJson)
{
    private long _shown;

    /// <summary>Says which conversation goes, and why.</summary>
    public void Show(string persistenceId, string reason)
    {
        _shown++;
        var id = PersistenceIds.ToId(persistenceId);
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

    /// <summary>Erases and compacts.</summary>
    public async Task<int> RunAsync(
        IJournalMaintenance maintenance,
        IReadOnlyList<string> persistenceIds,
        CancellationToken cancellation
    )
    {
        var erased = await ProgressBar.RunAsync(
            context,
            asJson,
            "Erasing",
            () => Task.FromResult<long>(persistenceIds.Count),
            progress =>
                JournalEraser.EraseAsync(
                    maintenance,
                    persistenceIds,
                    context.Time.GetUtcNow(),
                    progress,
                    cancellation
                )
        );
        if (erased > 0)
            await maintenance.CompactAsync(cancellation);
        return erased;
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
