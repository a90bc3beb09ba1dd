using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Makes the instance, inside of this cell's context.</summary>
    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = _props.NewActor();
        if (actor is IInitializableActor initializable)
            initializable.Init();
        return actor;
    }

    private ActorBase NewActor()
    {
        Become(null!);
        _hasBecome = false;
        _defaultBehaviour = null;
        PrepareForNewActor();
        Adopted = false;
        ActorBase? actor = null;
        // The cell of a test may be created on its caller's thread.
        UseThreadContext(() =>
        {
            actor = CreateNewActorInstance();
            if (actor is null)
            {
                throw new ActorInitializationException(
                    _self,
                    "Actor instance passed to actorOf can't be 'null'"
                );
            }

            var type = _type;
            if (actor.GetType() != _props.Type)
                _type = type = ActorTypeInfo.For(actor.GetType());
            if (type.HasStash)
            {
                var stashing = (IActorStash)actor;
                stashing.Stash ??= StashFactory.CreateStash(this, stashing);
            }

            if (type.HasTimers)
                ((IWithTimers)actor).Timers ??= new Timers.TimerScheduler(this);
        });
        return actor!;
    }

    /// <summary>Called before each instance is made.</summary>
    protected void PrepareForNewActor() { }

    protected virtual void PreStart() => _actor!.AroundPreStart();

    private void HandleCreate(Exception? failure)
    {
        if (failure is not null)
            throw failure;
        try
        {
            var created = NewActor();
            _actor = created;
            PreStart();
            CheckReceiveTimeout();
            if (_system.Settings.DebugLifecycle)
                Publish(
                    new Debug(_self.Path.ToString(), created.GetType(), $"Started ({created})")
                );
        }
        catch (Exception e)
        {
            if (_actor is not null)
            {
                ClearActor(_actor);
                _actor = null;
            }

            if (e is ActorInitializationException)
                throw;
            throw new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    private void HandleTerminate()
    {
        SetReceiveTimeout(null);
        UnwatchWatchedActors();
        foreach (var child in GetChildren())
            Stop(child);

        var wasTerminating = IsTerminating;
        if (SetChildrenTerminationReason(SuspendReason.Termination.Instance))
        {
            if (wasTerminating)
                return;
            // No user message is processed from here on, only the end of the children.
            _mailbox.Suspend();
            MarkAsFailedForever();
            if (_system.Settings.DebugLifecycle)
                Publish(new Debug(_self.Path.ToString(), _props.Type, "stopping"));
        }
        else
        {
            Children().SetTerminated();
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
#pragma warning disable CA1031 // The actor ends whatever its last hook does.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Publish(new Error(e, _self.Path.ToString(), _props.Type, e.Message));
        }
        finally
        {
            CancelTimers(actor);
            UnstashAll(actor);
            _dispatcher.Detach(this);
            _parent.SendSystemMessage(
                new DeathWatchNotification(
                    _self,
                    existenceConfirmed: true,
                    addressTerminated: false
                )
            );
            TellWatchersWeDied();
            UnwatchWatchedActors();
            if (_system.Settings.DebugLifecycle)
                Publish(new Debug(_self.Path.ToString(), _props.Type, "stopped"));
            if (actor is not null)
                ClearActor(actor);
            _actor = null;
            _currentMessage = null;
            _sender = null;
            _behaviour = null;
            _behaviours = null;
            _defaultBehaviour = null;
            _receiveTimeout = null;
            _props = TerminatedPropsInstance;
        }
    }

    private static readonly Props TerminatedPropsInstance = new TerminatedProps();

    /// <summary>Takes leave of an instance that was replaced or has ended.</summary>
    protected void ClearActor(ActorBase actor)
    {
        if (actor is IDisposable disposable)
        {
            try
            {
                disposable.Dispose();
            }
#pragma warning disable CA1031 // As above.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Publish(
                    new Error(
                        e,
                        _self.Path.ToString(),
                        actor.GetType(),
                        $"Dispose failed: {e.Message}"
                    )
                );
            }
        }

        _props.Release(actor);
    }

    // Nothing that was put away is lost: the next instance gets it, or the dead letters do.
    private static void UnstashAll(ActorBase? actor)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }

    private static void CancelTimers(ActorBase? actor)
    {
        if (actor is IWithTimers { Timers: { } timers })
            timers.CancelAll();
    }
}
