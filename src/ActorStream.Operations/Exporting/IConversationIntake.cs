using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Takes in conversations, one after the other: begun, given rows, and then stored or dropped. Reasons for a
/// refusal are one sentence, null if there is none.
/// </summary>
public interface IConversationIntake
{
    /// <summary>Begins a conversation, unless it cannot be taken in.</summary>
    Task<string?> RefuseAsync(string persistenceId, CancellationToken cancellation);

    /// <summary>Takes its next rows, in order. Nothing of them may be seen yet.</summary>
    Task<string?> AddAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation);

    /// <summary>Stores the conversation as a whole.</summary>
    Task<string?> StoreAsync(CancellationToken cancellation);

    /// <summary>Forgets what was given and not stored.</summary>
    Task DropAsync();
}
