using Akka.Actor.Internal;
using Akka.Configuration;

namespace Akka.Actor;

public sealed partial class CoordinatedShutdown
{
    internal static CoordinatedShutdown Create(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, ShutdownPhase.FromConfig(config));
        shutdown.AddSystemTermination(config);
        return shutdown;
    }

    internal static void Install(ActorSystemImpl system)
    {
        if (
            !system.Settings.Config.GetBoolean(
                "akka.coordinated-shutdown.run-by-clr-shutdown-hook",
                false
            )
        )
            return;
        var shutdown = Get(system);
        EventHandler onExit = (_, _) => shutdown.RunAtProcessExit();
        AppDomain.CurrentDomain.ProcessExit += onExit;
        system.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= onExit);
    }

    private void RunAtProcessExit()
    {
        // The process waits no longer than this for its end.
        Run(ClrExitReason.Instance).Wait(TimeSpan.FromSeconds(10));
    }

    private void AddSystemTermination(Config config)
    {
        var terminates = config.GetBoolean("terminate-actor-system", true);
        var exits = config.GetBoolean("exit-clr", false);
        if (!terminates && !exits)
            return;
        AddTask(
            PhaseActorSystemTerminate,
            "terminate-system",
            async () =>
            {
                if (terminates)
                {
                    ((ActorSystemImpl)System).FinalTerminate();
                    await System.WhenTerminated.ConfigureAwait(false);
                }

                if (exits && ShutdownReason is not ClrExitReason)
                    ThreadPool.UnsafeQueueUserWorkItem(static _ => Environment.Exit(0), null);
                return Done.Instance;
            }
        );
    }

    /// <summary>Why a shutdown runs.</summary>
    public class Reason
    {
        protected Reason() { }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason() { }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason() { }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason() { }
    }
}
