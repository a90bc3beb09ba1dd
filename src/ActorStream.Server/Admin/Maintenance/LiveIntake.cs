using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Takes conversations in beside those that are answered: gathers one in memory, and has its own actor, the
/// only writer that it may have, store it.
/// </summary>
internal sealed class LiveIntake(
    ConversationGateway gateway,
    IJournalDatabase database,
    ImportLimits limits
) : IConversationIntake
{
    private readonly List<ImportedEvent> _events = [];
    private ConversationId _id;
    private long _bytes;

    public async Task<string?> RefuseAsync(string persistenceId, CancellationToken cancellation)
    {
        _events.Clear();
        _bytes = 0;
        if (!ConversationId.TryParsePersistenceId(persistenceId, out _id))
            return "No conversation has such an id.";
        // Only a first look, which spares the rest of it; the actor decides.
        return await database.ConversationAsync(persistenceId, cancellation) is null
            ? null
            : Exists;
    }

    public Task<string?> AddAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        _bytes += rows.Sum(row => (long)row.Payload.Length);
        if (_events.Count + rows.Count > limits.ConversationEvents)
            return Refusal($"It has more than {limits.ConversationEvents} events.");
        if (_bytes > limits.ConversationBytes)
            return Refusal($"It has more than {limits.ConversationBytes} bytes.");
        _events.AddRange(rows.Select(Of));
        return Task.FromResult<string?>(null);
    }

    public async Task<string?> StoreAsync(CancellationToken cancellation)
    {
        var order = new ImportConversation(_id, [.. _events]);
        _events.Clear();
        // What was ordered is done, whether or not the operator waits for it.
        return await gateway.AskAsync(order, CancellationToken.None) switch
        {
            ConversationImported => null,
            CommandRefused { Reason: RefusalReason.JournalUnavailable } =>
                "The journal did not take it, or not in time; see whether it is there.",
            _ => Exists,
        };
    }

    public Task DropAsync()
    {
        _events.Clear();
        return Task.CompletedTask;
    }

    private static string Exists => "It exists already.";

    private static Task<string?> Refusal(string reason) =>
        Task.FromResult<string?>($"{reason} Import it while the server is stopped.");

    private static ImportedEvent Of(JournalRow row) =>
        new(
            row.SequenceNr,
            row.CreatedTicks,
            row.Manifest,
            row.Payload,
            row.WriterUuid,
            row.Tags.Count > 0,
            row.IsDeleted
        );
}
