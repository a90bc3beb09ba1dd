using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// An actor's mailbox: the queue of its messages, the list of its system messages, and the right to run,
/// which at most one thread holds at a time.
/// </summary>
public class Mailbox : IRunnable
{
    private const int Scheduled = 1;
    private const int Closed = 2;
    private const int AwaitingTask = 4;
    private const int SuspendUnit = 8;

    private readonly IMessageQueue _queue;
    private readonly UnboundedMessageQueue? _unbounded;
    private ActorCell? _cell;
    private SystemMessage? _systemMessages;
    private int _status;

    public Mailbox(IMessageQueue messageQueue)
    {
        _queue = messageQueue;
        _unbounded =
            messageQueue?.GetType() == typeof(UnboundedMessageQueue)
                ? (UnboundedMessageQueue)messageQueue
                : null;
    }

    public IMessageQueue MessageQueue => _queue;

    public MessageDispatcher Dispatcher => _cell!.Dispatcher;

    internal bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    /// <summary>Suspended by supervision; waiting for an asynchronous handler doesn't count.</summary>
    internal bool IsSuspended => SuspendCount > 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

    internal bool HasSystemMessages =>
        Volatile.Read(ref _systemMessages) is not (null or NoMessage);

    internal bool HasMessages =>
        _unbounded is { } unbounded ? unbounded.HasMessages : _queue.HasMessages;

    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

    /// <summary>Runs a batch: system messages first, then user messages up to the dispatcher's throughput.</summary>
    public void Run()
    {
        var cell = _cell!;
        var outer = InternalCurrentActorCellKeeper.Current;
        try
        {
            if (!IsClosed)
            {
                InternalCurrentActorCellKeeper.Current = cell;
                if (_systemMessages is not null)
                    ProcessAllSystemMessages(cell);
                ProcessMailbox(cell);
            }
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outer!;
            Interlocked.And(ref _status, ~Scheduled);
            cell.Dispatcher.RegisterAgain(this);
        }
    }

    /// <summary>Runs on a thread of the pool, which no exception may reach.</summary>
    public void Execute()
    {
        try
        {
            Run();
        }
#pragma warning disable CA1031 // It would end the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Dispatcher.ReportFailure(e);
        }
    }

    public virtual void CleanUp()
    {
        var cell = _cell!;
        var deadLetters = cell.SystemImpl.Mailboxes.DeadLetterMailbox;
        var pending = Reverse(Interlocked.Exchange(ref _systemMessages, NoMessage.Closed));
        while (pending is not null)
        {
            var next = pending.Next;
            pending.Unlink();
            deadLetters.SystemEnqueue(cell.Self, pending);
            pending = next;
        }

        // A sender that was late cleans up after itself, so this may run on several threads.
        lock (_queue)
            _queue.CleanUp(cell.Self, deadLetters.MessageQueue);
    }

    internal void Enqueue(IActorRef receiver, in Envelope envelope)
    {
        if (_unbounded is { } unbounded)
        {
            unbounded.Enqueue(envelope.Message, envelope.Sender);
        }
        else
        {
            _queue.Enqueue(receiver, envelope);
            // The message must be in the queue for all to see before this thread looks whether the mailbox
            // runs: one that goes idle looks the other way round, and one of the two has to see the other.
            Interlocked.MemoryBarrier();
        }

        if ((Volatile.Read(ref _status) & Closed) != 0)
            CleanUp();
    }

    /// <summary>Adds a system message; once the mailbox is closed it goes to the dead letters.</summary>
    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemMessages);
            if (head is NoMessage)
            {
                message.Unlink();
                _cell!.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(receiver, message);
                return;
            }

            message.Next = head;
            if (
                ReferenceEquals(
                    Interlocked.CompareExchange(ref _systemMessages, message, head),
                    head
                )
            )
                return;
        }
    }

    /// <summary>Takes the right to run, when there is something to do and nobody has it.</summary>
    internal bool TrySchedule(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        while (true)
        {
            if ((status & (Scheduled | Closed)) != 0)
                return false;
            var due =
                hasSystemMessageHint
                || HasSystemMessages
                || (status == 0 && (hasMessageHint || HasMessages));
            if (!due)
                return false;
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
                return true;
            status = seen;
        }
    }

    internal void Suspend() => Interlocked.Add(ref _status, SuspendUnit);

    internal void ResumeOnce()
    {
        var status = Volatile.Read(ref _status);
        while (status >= SuspendUnit)
        {
            var seen = Interlocked.CompareExchange(ref _status, status - SuspendUnit, status);
            if (seen == status)
                return;
            status = seen;
        }
    }

    internal void BeginAwait() => Interlocked.Or(ref _status, AwaitingTask);

    internal void EndAwait() => Interlocked.And(ref _status, ~AwaitingTask);

    internal bool IsAwaiting => (Volatile.Read(ref _status) & AwaitingTask) != 0;

    internal void BecomeClosed() => Interlocked.Or(ref _status, Closed);

    private void ProcessMailbox(ActorCell cell)
    {
        var dispatcher = cell.Dispatcher;
        var left = Math.Max(1, dispatcher.Throughput);
        var deadline = dispatcher.ThroughputDeadlineTime is { } limit and > 0
            ? Environment.TickCount64 + Math.Max(1, limit / TimeSpan.TicksPerMillisecond)
            : 0;
        while ((Volatile.Read(ref _status) & ~Scheduled) == 0)
        {
            if (
                !(
                    _unbounded is { } unbounded
                        ? unbounded.TryDequeue(out var next)
                        : _queue.TryDequeue(out next)
                )
            )
                return;
            cell.Invoke(next);
            if (Volatile.Read(ref _systemMessages) is not null)
                ProcessAllSystemMessages(cell);
            if (--left == 0 || (deadline != 0 && Environment.TickCount64 >= deadline))
                return;
        }
    }

    private void ProcessAllSystemMessages(ActorCell cell)
    {
        while (!IsClosed)
        {
            var head = Volatile.Read(ref _systemMessages);
            if (head is null or NoMessage)
                return;
            var message = Reverse(Interlocked.Exchange(ref _systemMessages, null));
            while (message is not null)
            {
                var next = message.Next;
                message.Unlink();
                if (IsClosed)
                    cell.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(cell.Self, message);
                else
                    cell.SystemInvoke(message);
                message = next;
            }
        }
    }

    private static SystemMessage? Reverse(SystemMessage? newestFirst)
    {
        SystemMessage? oldestFirst = null;
        while (newestFirst is not (null or NoMessage))
        {
            var next = newestFirst.Next;
            newestFirst.Next = oldestFirst;
            oldestFirst = newestFirst;
            newestFirst = next;
        }

        return oldestFirst;
    }
}
