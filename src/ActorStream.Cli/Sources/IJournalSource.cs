using ActorStream.Operations.Checks;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Sources;

/// <summary>A journal as commands read it, whether from its database or through a server.</summary>
internal interface IJournalSource : IAsyncDisposable
{
    /// <summary>What to call it before an operator. No secrets.</summary>
    string Name { get; }

    /// <summary>The conversations that are wanted, the latest first.</summary>
    IAsyncEnumerable<ConversationSummary> ListAsync(
        ConversationFilter filter,
        CancellationToken cancellation
    );

    /// <summary>Conversations whose id begins like this, at most so many.</summary>
    Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The events of a conversation, both ends included.</summary>
    IAsyncEnumerable<StoredEvent> EventsAsync(
        string id,
        long from,
        long to,
        CancellationToken cancellation
    );

    /// <summary>
    /// The latest events, of one conversation or (null) of all, and when following those to come, until
    /// it is cancelled.
    /// </summary>
    IAsyncEnumerable<StoredEvent> TailAsync(
        string? id,
        int count,
        bool follow,
        CancellationToken cancellation
    );

    /// <summary>Counts and sizes.</summary>
    Task<JournalOverview> OverviewAsync(CancellationToken cancellation);
}

/// <summary>Where a journal is, before anybody has opened it.</summary>
internal interface IJournalPlace
{
    /// <summary>Opens it for reading.</summary>
    Task<IJournalSource> OpenAsync(CancellationToken cancellation);

    /// <summary>Works on it.</summary>
    IJournalUpkeep Upkeep();

    /// <summary>Looks at what could be wrong with it; it need not be there.</summary>
    Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellation);
}
