using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations.Conversations;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>Adds to what the list knows: counts of the database, who is awake, who watches.</summary>
internal sealed class SummaryReader(
    ConversationGateway gateway,
    JournalAccess journal,
    ConnectionRegister connections
)
{
    public async Task<IReadOnlyList<SummaryBody>> ReadAsync(
        IReadOnlyList<ConversationChanged> entries,
        CancellationToken cancellation
    )
    {
        var database = await journal.OpenAsync(cancellation);
        var awake = await gateway.GetAwakeAsync(
            entries.Select(entry => entry.ConversationId).ToArray(),
            cancellation
        );
        var viewers = connections.Viewers.CountBy(viewer => viewer.ConversationId).ToDictionary();
        var summaries = new List<SummaryBody>(entries.Count);
        foreach (var entry in entries)
        {
            var totals = await database.ConversationAsync(
                entry.ConversationId.PersistenceId,
                cancellation
            );
            summaries.Add(
                new(
                    entry.ConversationId.Value,
                    entry.Title,
                    entry.Tenant,
                    StateOf(entry),
                    entry.Turns,
                    totals?.Events ?? 0,
                    totals?.PayloadBytes ?? 0,
                    entry.CreatedAt,
                    totals?.Updated ?? entry.UpdatedAt,
                    awake.Among.Contains(entry.ConversationId),
                    viewers.GetValueOrDefault(entry.ConversationId)
                )
            );
        }

        return summaries;
    }

    private static string StateOf(ConversationChanged entry) =>
        ConversationStandings.ToName(
            entry.IsDeleted ? ConversationStanding.Deleted
            : entry.IsRunning ? ConversationStanding.Running
            : ConversationStanding.Idle
        );
}
