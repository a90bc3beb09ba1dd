namespace Akka.Actor;

/// <summary>
/// Questions run out in real time even where a test brings a scheduler of its own, as a stuck test would
/// otherwise never end.
/// </summary>
internal static class AskTimers
{
    private static readonly Lazy<TimerQueue> Shared = new(() => new TimerQueue(static _ => { }));

    public static TimerQueue Of(IActorRefProvider provider) =>
        (provider as LocalActorRefProvider)?.SystemTimers ?? Shared.Value;
}
