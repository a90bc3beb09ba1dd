using System.Collections.Immutable;

namespace Akka.Persistence.Tests.Support;

/// <summary>The write as Akka.NET has it since 1.5.42: it can be cancelled.</summary>
public sealed partial class ScriptedJournal
{
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages,
        CancellationToken cancellationToken
    ) => ActOutAsync(messages, stored => base.WriteMessagesAsync(stored, cancellationToken));
}
