using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private SystemMessage? _stashedSystemMessages;
    private Receive? _defaultBehaviour;

    internal bool HasStashedCurrent { get; set; }

    /// <summary>Handles one message of the mailbox.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        _currentMessage = message;
        _sender = envelope.Sender;
        HasStashedCurrent = false;
        var timeout = _receiveTimeout;
        if (timeout is not null && message is not INotInfluenceReceiveTimeout)
            timeout.Work();
        try
        {
            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(message);
            _currentMessage = null;
            _sender = null;
        }
#pragma warning disable CA1031 // Whatever an actor throws, its supervisor decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            HandleInvokeFailure(e);
        }
        finally
        {
            if (_receiveTimeout is not null)
                CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
        }
    }

    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (_system.Settings.DebugAutoReceive)
        {
            Publish(
                new Debug(
                    _self.Path.ToString(),
                    _props.Type,
                    $"received AutoReceiveMessage {envelope.Message}"
                )
            );
        }

        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case PoisonPill:
                _self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case ActorSelectionMessage selection:
                ReceiveSelection(selection);
                break;
            case Timers.TimerScheduler.Tick tick:
                ReceiveTick(tick);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                ReceiveMessage(envelope.Message);
                break;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        var actor = _actor!;
        if (_type.OverridesAroundReceive)
        {
            actor.AroundReceive(
                _hasBecome ? _behaviour!
                    : _type.KnowsDefaultBehaviour ? ActorBase.DefaultBehaviour
                    : _defaultBehaviour ??= actor.ReceiveAsDelegate(),
                message
            );
        }
        else if (_hasBecome)
        {
            actor.AroundReceive(_behaviour!, message);
        }
        else
        {
            actor.ReceiveDirectly(message);
        }
    }

    internal void SystemInvoke(SystemMessage message)
    {
        if (IsHoldingBack(message))
        {
            Hold(message);
            return;
        }

        try
        {
            switch (message)
            {
                case ActorTask task:
                    RunActorTask(task);
                    break;
                case Create create:
                    HandleCreate(create.Failure);
                    break;
                case DeathWatchNotification notice:
                    WatchedActorTerminated(
                        notice.Actor,
                        notice.ExistenceConfirmed,
                        notice.AddressTerminated
                    );
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause!);
                    break;
                case Dispatch.SysMsg.Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Terminate:
                    HandleTerminate();
                    break;
                case Supervise supervise:
                    HandleSupervise(supervise.Child);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case NoMessage:
                    break;
                default:
                    throw new NotSupportedException(
                        $"Unknown system message {message.GetType().Name}"
                    );
            }
        }
#pragma warning disable CA1031 // Whatever an actor's hooks throw, its supervisor decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            HandleInvokeFailure(e);
        }

        if (_stashedSystemMessages is not null && !Mailbox.IsClosed)
            ReleaseHeld();
    }

    private void ReceiveTick(Timers.TimerScheduler.Tick tick)
    {
        // A timer of an earlier instance, or one that was ended or replaced, has nothing to say.
        var timer = tick.Timer;
        if (
            _actor is not IWithTimers { Timers: { } timers }
            || !ReferenceEquals(timers, timer.Owner)
        )
            return;
        if (!timer.Owner.Accept(timer))
            return;
        _currentMessage = timer.Message;
        if (timer.Message is IAutoReceivedMessage)
            AutoReceiveMessage(new Envelope(timer.Message, _sender!));
        else
            ReceiveMessage(timer.Message);
    }

    private void ReceiveSelection(ActorSelectionMessage selection)
    {
        if (selection.Elements.Length == 0)
            Invoke(new Envelope(selection.Message, _sender!));
        else
            Akka.Actor.ActorSelection.DeliverSelection(_self, _sender!, selection);
    }

    private void Publish(LogEvent logEvent)
    {
        try
        {
            _system.EventStream.Publish(logEvent);
        }
#pragma warning disable CA1031 // A subscriber's fault must not become the actor's.
        catch
#pragma warning restore CA1031
        {
            // Nothing is left to tell it to.
        }
    }

    // While children still have to end, orders of the supervisor wait; a failed actor decides about no child.
    private bool IsHoldingBack(SystemMessage message) =>
        message switch
        {
            Failed => IsWaitingForChildren || Mailbox.IsSuspended || Mailbox.IsAwaiting,
            Recreate or Dispatch.SysMsg.Suspend or Dispatch.SysMsg.Resume => IsWaitingForChildren,
            _ => false,
        };

    private void Hold(SystemMessage message)
    {
        message.Next = null;
        if (_stashedSystemMessages is null)
        {
            _stashedSystemMessages = message;
            return;
        }

        var last = _stashedSystemMessages;
        while (last.Next is { } next)
            last = next;
        last.Next = message;
    }

    private void ReleaseHeld()
    {
        // One that must still wait is held again, behind the others, so a single round is enough.
        var held = _stashedSystemMessages;
        SystemMessage? again = null;
        for (var message = held; message is not null; message = message.Next)
        {
            if (!IsHoldingBack(message))
                again = message;
        }

        if (again is null)
            return;
        _stashedSystemMessages = null;
        while (held is not null)
        {
            var next = held.Next;
            held.Next = null;
            if (Mailbox.IsClosed)
                _system.Mailboxes.DeadLetterMailbox.SystemEnqueue(_self, held);
            else
                SystemInvoke(held);
            held = next;
        }
    }
}
