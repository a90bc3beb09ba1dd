using System.Collections.Immutable;
using Akka.Persistence;

namespace ActorStream.TestKit.Faults;

/// <summary>The plug-in's methods as Akka.NET has them until 1.5.41.</summary>
public sealed partial class FaultyJournal
{
    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId,
        long fromSequenceNr
    ) => ReadHighestAsync(persistenceId);

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages
    ) => WriteAsync(messages);

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        DeleteToAsync(persistenceId, toSequenceNr);
}
