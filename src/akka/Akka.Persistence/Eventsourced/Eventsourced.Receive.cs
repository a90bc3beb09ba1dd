using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <inheritdoc />
    protected internal override void AroundPreStart()
    {
        Begin();
        base.AroundPreStart();
        StartIfPermitted();
    }

    /// <inheritdoc />
    protected internal override void AroundPostRestart(Exception cause, object message)
    {
        Begin();
        base.AroundPostRestart(cause, message);
        StartIfPermitted();
    }

    /// <inheritdoc />
    protected internal override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            // What was persisted before the failure is stored, and replayed to the next incarnation;
            // but not behind a write whose outcome is open: should that fail, there would be a gap.
            while (!_writeUnderWay && _writes.Count > 0)
            {
                SendWrites();
            }

            ReturnStashToMailbox();
        }
        finally
        {
            EndRecovery();
            base.AroundPreRestart(
                cause,
                message is WriteMessages or ReplayedBatch ? null! : message
            );
        }
    }

    /// <inheritdoc />
    protected internal override void AroundPostStop()
    {
        try
        {
            // From the mailbox of a stopped actor they go to the dead letters.
            ReturnStashToMailbox();
        }
        finally
        {
            EndRecovery();
            _phase = Phase.Stopped;
            base.AroundPostStop();
        }
    }

    /// <inheritdoc />
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (_phase)
        {
            case Phase.Processing:
                if (message is IPersistenceMessage or IInternalMessage && OnOwnMessage(message))
                {
                    return true;
                }

                if (_stash.Count > 0 && !_unstashing)
                {
                    StashInternally(message);
                    return true;
                }

                return ReceiveAsCommand(receive, message);
            case Phase.Persisting:
                if (!(message is IPersistenceMessage or IInternalMessage && OnOwnMessage(message)))
                {
                    StashInternally(message);
                }

                return true;
            case Phase.Stopped:
                return true;
            default:
                if (!OnRecoveryMessage(message))
                {
                    StashInternally(message);
                }

                return true;
        }
    }

    /// <summary>
    /// Runs asynchronous work as part of the current command: nothing else is received until it has
    /// ended, and what it persists is stored then.
    /// </summary>
    protected void RunTask(Func<Task> action) =>
        ActorTaskScheduler.RunTask(() =>
        {
            var task = action();
            return task.IsCompleted ? task : Finish(task);
        });

    private async Task Finish(Task task)
    {
        _asyncTaskRunning = true;
        var failed = true;
        try
        {
            await task;
            failed = false;
        }
        finally
        {
            _asyncTaskRunning = false;
            _command = null;
            AfterCommand(failed);
        }
    }

    private void Begin()
    {
        if (PersistenceId is null)
        {
            throw new InvalidOperationException(
                $"The persistent actor {Self.Path} has no persistence id."
            );
        }

        // Both are started, or found missing, before anything is received.
        _ = Journal;
        if (Extension.KeepsSnapshots(SnapshotPluginId))
        {
            _ = SnapshotStore;
        }

        AskForPermit();
    }

    private void StartIfPermitted()
    {
        if (_holdsPermit && _phase == Phase.AwaitingPermit)
        {
            StartRecovery();
        }
    }

    /// <summary>True when the message was for this class, not for the actor's code.</summary>
    private bool OnOwnMessage(object message)
    {
        switch (message)
        {
            case WriteMessages answer:
                OnWriteAnswered(answer);
                return true;
            case IJournalResponse answer:
                // Others are left of a recovery that has ended.
                OnJournalAnswer(answer);
                return true;
            case ContinueUnstashing continuation:
                if (continuation.InstanceId == _instanceId && _phase == Phase.Processing)
                {
                    Unstash();
                }

                return true;
            case IInternalMessage:
                return true;
            default:
                return false;
        }
    }

    private bool ReceiveAsCommand(Receive receive, object message)
    {
        var failed = true;
        _command = message;
        _commandStashed = false;
        try
        {
            var handled = ReferenceEquals(receive, DefaultBehaviour)
                ? ReceiveDirectly(message)
                : base.AroundReceive(receive, message);
            failed = false;
            return handled;
        }
        finally
        {
            if (!_asyncTaskRunning)
            {
                _command = null;
                AfterCommand(failed);
            }
        }
    }

    private void AfterCommand(bool failed)
    {
        if (_phase == Phase.Stopped)
        {
            return;
        }

        SendWrites();
        if (_stashingHandlers > 0)
        {
            _phase = Phase.Persisting;
        }
        else if (failed)
        {
            // Whether it restarts or resumes, the mailbox gives them back in order.
            ReturnStashToMailbox(withUserStash: false);
        }
        else
        {
            Unstash();
        }
    }

    private void ActAs(IActorRef sender) => Cell.UseMessage(Cell.CurrentEnvelope.Message, sender);

    private bool SystemMessageWaits => Cell.Mailbox.HasSystemMessages;
}

/// <summary>What this assembly tells persistent actors, besides the two protocols.</summary>
internal interface IInternalMessage
    : INotInfluenceReceiveTimeout,
        INoSerializationVerificationNeeded;
