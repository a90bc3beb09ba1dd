using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// Reminds the actors that recover from one journal to look whether they still hear of it. One timer
/// for all of them: a timer each would outlive most recoveries a thousand times.
/// </summary>
internal sealed class RecoveryWatch(ActorSystem system, TimeSpan timeout)
{
    /// <summary>So many ticks without a word are a time-out: the first of them may come too early.</summary>
    public const int SilentTicksMax = 5;

    private readonly TimeSpan _interval = timeout / (SilentTicksMax - 1);
    private readonly HashSet<IActorRef> _recovering = [];
    private bool _isScheduled;

    public void Add(IActorRef actor)
    {
        lock (_recovering)
        {
            _recovering.Add(actor);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        Schedule();
    }

    public void Remove(IActorRef actor)
    {
        lock (_recovering)
        {
            _recovering.Remove(actor);
        }
    }

    private void Schedule() => system.Scheduler.Advanced.ScheduleOnce(_interval, Tick);

    private void Tick()
    {
        IActorRef[] recovering;
        lock (_recovering)
        {
            recovering = [.. _recovering];
            _isScheduled = recovering.Length > 0;
        }

        if (recovering.Length == 0)
        {
            return;
        }

        foreach (var actor in recovering)
        {
            actor.Tell(SilenceTick.Instance, ActorRefs.NoSender);
        }

        Schedule();
    }
}

/// <summary>Has a recovering actor count how long it has heard nothing.</summary>
internal sealed class SilenceTick : IInternalMessage
{
    private SilenceTick() { }

    public static SilenceTick Instance { get; } = new();
}
