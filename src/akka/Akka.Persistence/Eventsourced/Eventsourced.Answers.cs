using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Takes back a whole write.</summary>
    private void OnWriteAnswered(WriteMessages answer)
    {
        if (answer.ActorInstanceId != _instanceId || _phase == Phase.Stopped)
        {
            // An earlier incarnation's: its events have been replayed to this one.
            return;
        }

        if (answer.Failure is { } failure)
        {
            var first = answer.Single?.Single ?? First(answer).Events[0];
            FailPersist(failure, first.Payload, first.SequenceNr);
            return;
        }

        var complete = false;
        try
        {
            complete = HandleEvents(answer);
        }
        finally
        {
            if (!complete && _phase != Phase.Stopped)
            {
                // The rest follows when this message comes round again: after what could not wait,
                // or should the supervisor let a failed actor resume.
                Self.Tell(answer, ActorRefs.NoSender);
            }
        }

        if (complete)
        {
            _writeUnderWay = false;
            RunDeferred();
            AfterHandlers();
        }
    }

    /// <summary>Runs the handlers of a write's events; false when it had to break off.</summary>
    private bool HandleEvents(WriteMessages answer)
    {
        if (answer.Single is { Single: { } only })
        {
            if (answer.Handled == 0)
            {
                answer.Handled = 1;
                HandleEvent(only, answer.Rejections?[0]);
            }

            return true;
        }

        AtomicWrite[] writes = answer.Single is { } one ? [one] : (AtomicWrite[])answer.Messages;
        var (seen, first) = (0, true);
        for (var i = 0; i < writes.Length; i++)
        {
            var write = writes[i];
            var size = write.Size;
            for (var j = 0; j < size; j++, seen++)
            {
                if (seen < answer.Handled)
                {
                    continue;
                }

                if (!first && (SystemMessageWaits || _asyncTaskRunning))
                {
                    return false;
                }

                first = false;
                answer.Handled++;
                HandleEvent(write.Single ?? write.Events[j], answer.Rejections?[i]);
            }
        }

        return true;
    }

    private void HandleEvent(IPersistentRepresentation persistent, Exception? refusal)
    {
        RunDeferred();
        var pending = _handlers.Dequeue();
        LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);
        try
        {
            ActAs(pending.Sender);
            if (refusal is null)
            {
                pending.Invoke();
            }
            else
            {
                OnPersistRejected(refusal, pending.Event, persistent.SequenceNr);
            }
        }
        finally
        {
            if (pending.Kind == PendingKind.Stashing)
            {
                _stashingHandlers--;
            }
        }
    }

    private void RunDeferred()
    {
        while (_handlers.Count > 0 && _handlers.Peek().Kind == PendingKind.Deferred)
        {
            var pending = _handlers.Dequeue();
            ActAs(pending.Sender);
            pending.Invoke();
        }
    }

    private void AfterHandlers()
    {
        if (_phase == Phase.Stopped)
        {
            return;
        }

        SendWrites();
        _phase = _stashingHandlers > 0 ? Phase.Persisting : Phase.Processing;
        if (_phase == Phase.Processing)
        {
            Unstash();
        }
    }

    private void FailPersist(Exception cause, object @event, long sequenceNr)
    {
        _phase = Phase.Stopped;
        try
        {
            OnPersistFailure(cause, @event, sequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    /// <summary>The answers of a journal that does not know the short way: one for each event.</summary>
    private bool OnJournalAnswer(IJournalResponse answer)
    {
        switch (answer)
        {
            case WriteMessagesSuccessful:
                _writeUnderWay = false;
                SendWrites();
                return true;
            case WriteMessagesFailed:
                // The first event's answer stops the actor; nothing may be stored behind a gap.
                return true;
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    OnEventAnswered(success.Persistent, refusal: null);
                }

                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    OnEventAnswered(rejected.Persistent, rejected.Cause);
                }

                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId && _phase != Phase.Stopped)
                {
                    var persistent = failure.Persistent;
                    FailPersist(failure.Cause, persistent.Payload, persistent.SequenceNr);
                }

                return true;
            case LoopMessageSuccess:
                return true;
            default:
                return false;
        }
    }

    private void OnEventAnswered(IPersistentRepresentation persistent, Exception? refusal)
    {
        if (_phase == Phase.Stopped || _handlers.Count == 0)
        {
            return;
        }

        try
        {
            HandleEvent(persistent, refusal);
            RunDeferred();
        }
        finally
        {
            AfterHandlers();
        }
    }

    private static AtomicWrite First(WriteMessages answer) =>
        answer.Single ?? ((AtomicWrite[])answer.Messages)[0];
}
