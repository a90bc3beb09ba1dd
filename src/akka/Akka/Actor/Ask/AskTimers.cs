namespace Akka.Actor;

/// <summary>
/// The timers of questions. They run in real time even where a test moves the scheduler by hand, as a
/// stuck test would otherwise never end; only where all of a system's time is virtual they follow it.
/// </summary>
internal static class AskTimers
{
    private static readonly Lazy<TimerQueue> Shared = new(() => new TimerQueue(static _ => { }));

    public static TimerQueue Of(IActorRefProvider provider) =>
        (provider as LocalActorRefProvider)?.SystemTimers ?? Shared.Value;
}
