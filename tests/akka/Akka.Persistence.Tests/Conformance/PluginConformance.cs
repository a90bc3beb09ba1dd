using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Akka.Persistence.Tests.Conformance;

/// <summary>
/// An actor system with the plug-in under test. A store inherits the suites, and says how it is
/// configured.
/// </summary>
public abstract class PluginConformance : IAsyncLifetime
{
    private static int _lastId;

    private Akka.TestKit.Xunit2.TestKit? _kit;

    /// <summary>Makes the plug-in under test the default one. Each test has its own actor system.</summary>
    protected abstract Config Config { get; }

    /// <summary>Whether an event that cannot be serialised is refused; a store in memory keeps it.</summary>
    protected virtual bool SerializesEvents => true;

    /// <summary>
    /// Whether a row names the actor's incarnation that wrote it. Akka.Persistence.Sql stores one id for
    /// each start of the journal instead.
    /// </summary>
    protected virtual bool KeepsWriters => !SerializesEvents || Engine.IsUnderTest;

    protected Akka.TestKit.Xunit2.TestKit Kit => _kit!;

    protected ActorSystem Sys => Kit.Sys;

    /// <summary>A persistence id that no other test has.</summary>
    protected string PersistenceId { get; } = NewPersistenceId();

    public virtual Task InitializeAsync()
    {
        _kit = new Akka.TestKit.Xunit2.TestKit(Config);
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        await Sys.Terminate();
        Kit.Dispose();
    }

    protected static string NewPersistenceId() =>
        $"conformance-{Environment.ProcessId}-{Interlocked.Increment(ref _lastId)}";

    protected TestProbe NewProbe() => Kit.CreateTestProbe();
}
