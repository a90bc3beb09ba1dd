using System.Diagnostics;

namespace Akka.TestKit.Internal;

/// <summary>
/// The messages that a test actor has received and the test not yet. Any thread may add and take;
/// whoever waits is woken by the next message.
/// </summary>
internal sealed class ProbeQueue
{
    private readonly Lock gate = new();
    private readonly Queue<MessageEnvelope> messages = new();
    private TaskCompletionSource? arrival;

    internal bool HasMessages
    {
        get
        {
            lock (gate)
            {
                return messages.Count > 0;
            }
        }
    }

    internal void Enqueue(MessageEnvelope envelope)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            messages.Enqueue(envelope);
            waiting = arrival;
            arrival = null;
        }
        waiting?.SetResult();
    }

    internal MessageEnvelope? Next(bool take)
    {
        lock (gate)
        {
            if (messages.TryPeek(out var envelope) && take)
            {
                messages.Dequeue();
            }
            return envelope;
        }
    }

    internal List<MessageEnvelope> Drain()
    {
        lock (gate)
        {
            var all = messages.ToList();
            messages.Clear();
            return all;
        }
    }

    /// <summary>The next message, or null when none comes in time.</summary>
    internal async ValueTask<MessageEnvelope?> NextAsync(
        TimeSpan timeout,
        bool take,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryNext(take, out var arrived) is { } envelope)
            {
                return envelope;
            }
            var left = Left(timeout, start);
            if (left == TimeSpan.Zero)
            {
                return null;
            }
            await arrived!
                .WaitAsync(left, TimeProvider.System, cancellationToken)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing
                        | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
        }
    }

    /// <summary>The same, for a thread that has nothing else to do.</summary>
    internal MessageEnvelope? Next(TimeSpan timeout, bool take, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryNext(take, out var arrived) is { } envelope)
            {
                return envelope;
            }
            var left = Left(timeout, start);
            if (left == TimeSpan.Zero)
            {
                return null;
            }
            arrived!.Wait((int)Math.Ceiling(left.TotalMilliseconds), cancellationToken);
        }
    }

    private MessageEnvelope? TryNext(bool take, out Task? arrived)
    {
        lock (gate)
        {
            if (messages.TryPeek(out var envelope))
            {
                if (take)
                {
                    messages.Dequeue();
                }
                arrived = null;
                return envelope;
            }
            // The sender must not run the test's continuation.
            arrival ??= new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            arrived = arrival.Task;
            return null;
        }
    }

    private static TimeSpan Left(TimeSpan timeout, long start)
    {
        if (timeout < TimeSpan.Zero)
        {
            return Timeout.InfiniteTimeSpan;
        }
        var left = timeout - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
