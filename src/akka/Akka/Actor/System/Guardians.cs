using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The parent of the actors that users make at the top.</summary>
public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }
}

/// <summary>
/// The recipe of a guardian. It asks no reflection: the second call of one constructor compiles a stub
/// for it, milliseconds of each start of a process.
/// </summary>
internal sealed class GuardianProps : Props
{
    internal GuardianProps(SupervisorStrategy strategy)
        : base(typeof(GuardianActor), strategy) { }

    private GuardianProps(GuardianProps copy)
        : base(copy) { }

    public override ActorBase NewActor() => new GuardianActor();

    protected override Props Copy() => new GuardianProps(this);
}

/// <summary>The parent of the runtime's own actors; it ends after the user guardian and those who asked to wait.</summary>
public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _hooks = [];
    private bool _isTerminating;

    public SystemGuardianActor(IActorRef userGuardian)
    {
        _userGuardian = userGuardian;
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                _isTerminating = true;
                foreach (var hook in _hooks)
                    hook.Tell(TerminationHook.Instance, Self);
                StopWhenDone();
                return true;
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                StopWhenDone();
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            case RegisterTerminationHook
                when !_isTerminating && !Sender.Equals(Context.System.DeadLetters):
                _hooks.Add(Sender);
                Context.Watch(Sender);
                return true;
            case TerminationHookDone when _isTerminating:
                _hooks.Remove(Sender);
                Context.Unwatch(Sender);
                StopWhenDone();
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    /// <summary>The guardian keeps its children over a restart.</summary>
    protected override void PreRestart(Exception reason, object message) { }

    private void StopWhenDone()
    {
        if (_isTerminating && _hooks.Count == 0)
            Context.Stop(Self);
    }
}
