using System.Collections.Immutable;
using Akka.Persistence;

namespace ActorStream.TestKit.Faults;

/// <summary>The plug-in's methods as Akka.NET has them since 1.5.42: they can be cancelled. What is simulated is not.</summary>
public sealed partial class FaultyJournal
{
    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId,
        long fromSequenceNr,
        CancellationToken cancellationToken
    ) => ReadHighestAsync(persistenceId);

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages,
        CancellationToken cancellationToken
    ) => WriteAsync(messages);

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(
        string persistenceId,
        long toSequenceNr,
        CancellationToken cancellationToken
    ) => DeleteToAsync(persistenceId, toSequenceNr);
}
