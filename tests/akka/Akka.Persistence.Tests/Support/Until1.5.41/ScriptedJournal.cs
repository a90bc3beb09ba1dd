using System.Collections.Immutable;

namespace Akka.Persistence.Tests.Support;

/// <summary>The write as Akka.NET has it up to 1.5.41, and the engine.</summary>
public sealed partial class ScriptedJournal
{
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages
    ) => ActOutAsync(messages, stored => base.WriteMessagesAsync(stored));
}
