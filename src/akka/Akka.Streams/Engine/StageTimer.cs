using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Streams.Engine;

/// <summary>
/// A one-shot timer of a stage on the actor system's scheduler. Arming it again replaces what was
/// armed before. Belongs to the island's turn, like its stage.
/// </summary>
internal sealed class StageTimer(Stage stage)
{
    private Shot? _shot;

    internal bool IsArmed => _shot is not null;

    internal void Arm(TimeSpan delay)
    {
        Disarm();
        var shot = new Shot(this, stage.Island);
        _shot = shot;
        shot.Start(delay);
    }

    internal void Disarm()
    {
        _shot?.Cancel();
        _shot = null;
    }

    private void Fire(Shot shot)
    {
        if (!ReferenceEquals(shot, _shot))
            return;
        _shot = null;
        if (!stage.Stopped)
            stage.OnTimer();
    }

    private sealed class Shot(StageTimer timer, Island island) : Signal, IRunnable
    {
        private ICancelable? _cancelable;

        internal void Start(TimeSpan delay)
        {
            if (delay <= TimeSpan.Zero)
            {
                // What is due needs no scheduler; a virtual clock would not move for it either.
                island.Send(this);
                return;
            }
            var scheduler = island.Scheduler;
            _cancelable = new Cancelable(scheduler.Advanced);
            scheduler.Advanced.ScheduleOnce(delay, this, _cancelable);
        }

        public void Run() => island.Send(this);

        public void Execute() => Run();

        internal void Cancel() => _cancelable?.Cancel();

        internal override void Deliver() => timer.Fire(this);
    }
}
