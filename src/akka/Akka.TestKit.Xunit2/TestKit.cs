using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>A test kit for xUnit: derive the test class from it.</summary>
/// <remarks>Each test has its own actor system, which ends with the test.</remarks>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where a test writes what helps to understand it.</summary>
    protected readonly ITestOutputHelper Output;

    private bool _isDisposed;
    private bool _isDisposing;

    /// <summary>A kit on a given actor system, or on a new one.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="output">Is given the log.</param>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output!;
        InitializeLogger(Sys);
    }

    /// <summary>A kit on a new actor system.</summary>
    public TestKit(
        ActorSystemSetup config,
        string? actorSystemName = null,
        ITestOutputHelper? output = null
    )
        : base(Assertions, config, actorSystemName)
    {
        Output = output!;
        InitializeLogger(Sys);
    }

    /// <summary>A kit on a new actor system with a configuration of its own.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output!;
        InitializeLogger(Sys);
    }

    /// <summary>A kit on a new actor system with a configuration of its own, as HOCON text.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output!;
        InitializeLogger(Sys);
    }

    /// <summary>What every test starts from.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Logs everything that an actor system can tell about its actors.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>How xUnit is told that something is wrong.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Called when a test has ended: shuts the actor system down.</summary>
    /// <remarks>Override it to clean up more, and call the base last.</remarks>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Sends the log of an actor system to the test's output.</summary>
    protected void InitializeLogger(ActorSystem system)
    {
        if (Output is not null)
        {
            Attach(system, Output);
        }
    }

    /// <summary>Sends the log of an actor system to the test's output, each line with a prefix.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is not null)
        {
            Attach(system, new PrefixedOutput(Output, prefix));
        }
    }

    /// <summary>Ends the test.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the test.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // AfterAll may dispose the kit itself.
        if (_isDisposing || _isDisposed)
        {
            return;
        }
        _isDisposing = true;
        try
        {
            AfterAll();
        }
        finally
        {
            _isDisposing = false;
            _isDisposed = true;
        }
    }

    private static void Attach(ActorSystem system, ITestOutputHelper output)
    {
        var extended = (ExtendedActorSystem)system;
        var logger = extended.SystemActorOf(
            Props.Create(() => new TestOutputLogger(output)),
            "log-test"
        );
        logger.Tell(new InitializeLogger(system.EventStream), ActorRefs.NoSender);
    }
}
