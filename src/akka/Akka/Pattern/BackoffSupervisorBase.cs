using Akka.Actor;

namespace Akka.Pattern;

/// <summary>What backoff supervisors have in common: the child, its pauses and the questions about it.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly Backoff.Options _options;

    private protected BackoffSupervisorBase(Backoff.Options options)
    {
        _options = options;
    }

    protected Props ChildProps => _options.ChildProps;

    protected string ChildName => _options.ChildName;

    protected IBackoffReset? Reset => _options.Reset;

    protected object? ReplyWhileStopped => _options.ReplyWhileStopped;

    protected Func<object, bool>? FinalStopMessage => _options.FinalStopMessage;

    protected IActorRef? Child { get; set; }

    protected int RestartCountN { get; set; }

    protected bool FinalStopMessageReceived { get; set; }

    protected override void PreStart() => StartTheChild();

    /// <summary>Handles what is not for the child; false for everything else.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartTheChild();
                return true;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                return true;
            case BackoffSupervisor.ResetRestartCount reset:
                if (Reset is AutoReset && reset.Current == RestartCountN)
                    RestartCountN = 0;
                return true;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child!));
                return true;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            default:
                return false;
        }
    }

    private void StartTheChild()
    {
        if (Child is not null)
            return;
        Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
        if (Reset is AutoReset auto)
        {
            Context.System.Scheduler.ScheduleTellOnce(
                auto.ResetBackoff,
                Self,
                new BackoffSupervisor.ResetRestartCount(RestartCountN),
                Self
            );
        }
    }
}
