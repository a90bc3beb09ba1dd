using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Wakes, once at the start, every erased conversation that has a snapshot all the same: its actor deletes that.
/// This version leaves none; an earlier one did where its process died between two deletions.
/// </summary>
internal sealed class LeftSnapshots(
    ActorSystemLife life,
    JournalAccess journal,
    ILoggerFactory loggers
) : BackgroundService
{
    /// <summary>More are for the next start, or for an operator: the doctor tells.</summary>
    private const int MaxOfAStart = 1_000;

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var gateway = await life.Opened.WaitAsync(stoppingToken);
            var database = await journal.OpenAsync(stoppingToken);
            var left = await database.LeftSnapshotsAsync(MaxOfAStart, stoppingToken);
            if (left.Count > 0)
                ServerLog.SnapshotsLeft(_log, left.Count);
            foreach (var one in left)
            {
                if (ConversationId.TryParsePersistenceId(one, out var id))
                    await gateway.AskAsync(new WakeConversation(id), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception problem)
        {
            // Whatever it is, it must not end the server. The doctor looks, too.
            ServerLog.SnapshotsNotSought(_log, problem.Message);
        }
    }
}
