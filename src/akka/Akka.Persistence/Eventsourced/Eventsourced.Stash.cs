using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    // Commands in a row between looks at the mailbox: fair to the other actors of the dispatcher.
    private const int UnstashBudget = 64;

    private Ring<Envelope> _stash;
    private PersistentStash? _userStash;
    private object? _command;
    private bool _commandStashed;
    private bool _unstashing;

    // How many commands the internal stash holds, below 0 without a limit; 0 while it is not known.
    private int _stashCapacity;

    /// <summary>
    /// The actor's own stash. What it gives back is received before the commands that wait in the
    /// internal stash.
    /// </summary>
    public IStash Stash
    {
        get => _userStash ??= new PersistentStash(this);
        set { }
    }

    // What the cell looks at when it makes the actor; few actors ever use their stash.
    IStash IActorStash.Stash
    {
        get => NoStash;
        set { }
    }

    private static readonly IStash NoStash = new PersistentStash(null!);

    /// <summary>Takes the current command, once.</summary>
    internal Envelope TakeCommand()
    {
        if (_command is null)
        {
            throw new IllegalActorStateException("There is no command to stash.");
        }

        if (_commandStashed)
        {
            throw new IllegalActorStateException(
                $"Can't stash the same message {_command} more than once."
            );
        }

        _commandStashed = true;
        return new Envelope(_command, Cell.CurrentEnvelope.Sender);
    }

    /// <summary>Has envelopes received before what waits internally.</summary>
    internal void PrependInternally(in Envelope envelope)
    {
        var wasEmpty = _stash.Count == 0;
        _stash.Prepend(envelope);
        if (wasEmpty && _command is null && _phase == Phase.Processing)
        {
            // Not from within a command, whose end looks at the stash anyway.
            Self.Tell(new ContinueUnstashing(_instanceId), ActorRefs.NoSender);
        }
    }

    private void StashInternally(object message)
    {
        var envelope = new Envelope(message, Cell.CurrentEnvelope.Sender);
        if (_stash.Count > 0 && StashIsFull)
        {
            OnStashOverflow(envelope);
            return;
        }

        _stash.Enqueue(envelope);
    }

    private bool StashIsFull
    {
        get
        {
            if (_stashCapacity == 0)
            {
                var configured = Cell.SystemImpl.Mailboxes.StashCapacity(
                    Cell.Dispatcher.Id,
                    Cell.Props.Mailbox
                );
                _stashCapacity = configured > 0 ? configured : -1;
            }

            return _stashCapacity > 0 && _stash.Count >= _stashCapacity;
        }
    }

    private void OnStashOverflow(in Envelope envelope)
    {
        switch (InternalStashOverflowStrategy)
        {
            case DiscardToDeadLetterStrategy:
                Context.System.DeadLetters.Tell(
                    new DeadLetter(envelope.Message, Sender, Self),
                    Sender
                );
                break;
            case ReplyToStrategy reply:
                Sender.Tell(reply.Response, Self);
                break;
            default:
                throw new StashOverflowException(
                    $"The stash of [{PersistenceId}] is full: it holds {_stash.Count} commands."
                );
        }
    }

    /// <summary>Receives what waits, until a command persists, the actor is to stop, or it was long enough.</summary>
    private void Unstash()
    {
        if (_unstashing || _stash.Count == 0)
        {
            return;
        }

        _unstashing = true;
        try
        {
            for (var left = UnstashBudget; _stash.Count > 0; left--)
            {
                if (_phase != Phase.Processing || _asyncTaskRunning)
                {
                    return;
                }

                if (left == 0 || SystemMessageWaits)
                {
                    Self.Tell(new ContinueUnstashing(_instanceId), ActorRefs.NoSender);
                    return;
                }

                Cell.ReceiveAside(_stash.Dequeue());
            }
        }
        finally
        {
            _unstashing = false;
        }
    }

    private void ReturnStashToMailbox(bool withUserStash = true)
    {
        var waiting = new List<Envelope>();
        if (withUserStash && _userStash is { } userStash)
        {
            waiting.AddRange(userStash.ClearStash());
            waiting.RemoveAll(static envelope => !UnstashFilterPredicate(envelope));
        }

        while (_stash.Count > 0)
        {
            waiting.Add(_stash.Dequeue());
        }

        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            Cell.ReturnToMailbox(waiting[i]);
        }
    }

    private sealed class ContinueUnstashing(int instanceId) : IInternalMessage
    {
        public int InstanceId { get; } = instanceId;
    }
}
