using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Observability;
using Akka.Actor;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Wakes, once the server is ready, every erased conversation that has a snapshot all the same: its actor
/// deletes that. This version leaves none; an earlier one did where its process died between two deletions.
/// </summary>
internal sealed class LeftSnapshots(
    ActorSystemLife life,
    JournalAccess journal,
    TimeProvider time,
    ILoggerFactory loggers
) : BackgroundService
{
    /// <summary>More are for the next start, or for an operator: the doctor tells.</summary>
    private const int MaxOfAStart = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var gateway = await life.Opened.WaitAsync(stoppingToken);
            while (!await IsReadyAsync(gateway, stoppingToken))
                await Task.Delay(Pause, time, stoppingToken);
            await using var database = await journal.Target.OpenAsync(stoppingToken);
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

    /// <summary>What others wait for comes first; and by then there are tables to look into.</summary>
    private static async Task<bool> IsReadyAsync(
        ConversationGateway gateway,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await gateway.GetReadinessAsync(cancellation)).IsReady;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
