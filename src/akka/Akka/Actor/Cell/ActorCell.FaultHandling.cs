using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    // Who failed: this actor, or the child whose failure it escalated. Terminating counts as failed for ever.
    private IActorRef? _failed;
    private bool _isFailedForever;

    private bool IsFailed => _failed is not null || _isFailedForever;

    internal void HandleInvokeFailure(
        Exception cause,
        IReadOnlyCollection<IActorRef>? childrenNotToSuspend = null
    )
    {
        if (IsFailed)
            return;
        try
        {
            _mailbox.Suspend();
            if (_currentMessage is Failed failure)
            {
                _failed = failure.Child;
                SuspendChildren([failure.Child, .. childrenNotToSuspend ?? []]);
            }
            else
            {
                _failed = _self;
                SuspendChildren(childrenNotToSuspend);
            }

            _parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
#pragma warning disable CA1031 // If even this fails there is only the end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Publish(
                new Error(
                    e,
                    _self.Path.ToString(),
                    GetType(),
                    $"emergency stop: exception in failure handling for {cause}"
                )
            );
            foreach (var child in GetChildren())
                Stop(child);
            FinishTerminate();
        }
    }

    private void MarkAsFailedForever()
    {
        _failed = null;
        _isFailedForever = true;
    }

    private void FaultSuspend()
    {
        _mailbox.Suspend();
        SuspendChildren();
    }

    private void FaultResume(Exception? inResponseToFailure)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        var perpetrator = _failed;
        try
        {
            _mailbox.ResumeOnce();
        }
        finally
        {
            if (inResponseToFailure is not null)
                _failed = null;
        }

        ResumeChildren(inResponseToFailure, perpetrator);
    }

    private void FaultRecreate(Exception cause)
    {
        var failedActor = _actor;
        if (failedActor is null)
        {
            FaultCreate();
            return;
        }

        if (!IsNormal)
        {
            // Ending already: only the count of suspensions must come out right.
            FaultResume(null);
            return;
        }

        if (_system.Settings.DebugLifecycle)
            Publish(new Debug(_self.Path.ToString(), failedActor.GetType(), "restarting"));
        // A continuation of the failed instance must not reach the new one.
        _mailbox.EndAwait();
        _taskGeneration++;
        var message = _currentMessage is Failed ? null : _currentMessage;
        try
        {
            CancelTimers(failedActor);
            failedActor.AroundPreRestart(cause, message!);
            UnstashAll(failedActor);
        }
#pragma warning disable CA1031 // The restart goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failure = new PreRestartException(_self, e, cause, message);
            Publish(new Error(failure, _self.Path.ToString(), failedActor.GetType(), e.Message));
        }

        ClearActor(failedActor);
        if (!SetChildrenTerminationReason(new SuspendReason.Recreation(cause)))
            FinishRecreate(cause, failedActor);
    }

    private void FinishRecreate(Exception cause, ActorBase failedActor)
    {
        // Children that PreRestart left alive are restarted with their parent.
        var survivors = GetChildren().ToArray();
        try
        {
            try
            {
                _mailbox.ResumeOnce();
            }
            finally
            {
                _failed = null;
            }

            _currentMessage = null;
            _sender = null;
            SetReceiveTimeout(null);
            var fresh = NewActor();
            _actor = fresh;
            fresh.AroundPostRestart(cause, null!);
            CheckReceiveTimeout();
            if (_system.Settings.DebugLifecycle)
                Publish(new Debug(_self.Path.ToString(), fresh.GetType(), "restarted"));
            foreach (var child in survivors)
                child.Restart(cause);
        }
#pragma warning disable CA1031 // The supervisor decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors);
        }
    }

    private void FaultCreate()
    {
        SetReceiveTimeout(null);
        foreach (var child in GetChildren())
            Stop(child);
        if (!SetChildrenTerminationReason(new SuspendReason.Creation()))
            FinishCreate();
    }

    private void FinishCreate()
    {
        try
        {
            _mailbox.ResumeOnce();
        }
        finally
        {
            _failed = null;
        }

        try
        {
            HandleCreate(null);
        }
#pragma warning disable CA1031 // The supervisor decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            HandleInvokeFailure(e);
        }
    }

    private void HandleFailed(Failed failed)
    {
        if (
            _children is not { } children
            || !children.TryGetByRef(failed.Child, out var stats)
            || stats.Uid != failed.Uid
        )
        {
            return;
        }

        _currentMessage = failed;
        _sender = failed.Child;
        if (
            _actor is null
            || !_actor.Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, ChildStats)
        )
            throw failed.Cause;
        _currentMessage = null;
        _sender = null;
    }

    // Most strategies don't look, and a parent of many must not copy the list for each that ends.
    private IEnumerable<IInternalActorRef> LazyChildren()
    {
        foreach (var child in GetChildren())
            yield return child;
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var reason = _children!.Remove(child);
        if (_actor is not null)
        {
            try
            {
                _actor.Strategy.HandleChildTerminated(this, child, LazyChildren());
            }
#pragma warning disable CA1031 // The supervisor decides.
            catch (Exception e)
#pragma warning restore CA1031
            {
                HandleInvokeFailure(e);
            }
        }

        switch (reason)
        {
            case SuspendReason.Recreation recreation:
                FinishRecreate(recreation.Cause, _actor!);
                break;
            case SuspendReason.Creation:
                FinishCreate();
                break;
            case SuspendReason.Termination:
                FinishTerminate();
                break;
        }
    }
}
