using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, or <see langword="null"/> when none comes in time.</summary>
    /// <param name="max">
    /// How long to wait: not at all (zero), for ever (<see cref="Timeout.InfiniteTimeSpan"/>), or,
    /// when null, the usual time for one message.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Take(max, cancellationToken)?.Message!;

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object> ReceiveOneAsync(
        TimeSpan? max = null,
        CancellationToken cancellationToken = default
    ) => (await TakeAsync(max, cancellationToken))?.Message!;

    /// <summary>The next message with its sender, if one comes in time.</summary>
    public bool TryReceiveOne(
        out MessageEnvelope envelope,
        TimeSpan? max = null,
        CancellationToken cancellationToken = default
    )
    {
        var next = Take(max, cancellationToken);
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <summary>The next message with its sender, if one comes in time.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max,
        CancellationToken cancellationToken = default
    )
    {
        var next = await TakeAsync(max, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>The next message, which stays in the queue.</summary>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _queue.Next(WaitFor(max), take: false, cancellationToken)?.Message!;

    /// <summary>The next message, which stays in the queue.</summary>
    public object PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    /// <summary>The next message, which stays in the queue.</summary>
    public async ValueTask<object> PeekOneAsync(
        TimeSpan? max = null,
        CancellationToken cancellationToken = default
    ) => (await _queue.NextAsync(WaitFor(max), take: false, cancellationToken))?.Message!;

    /// <summary>The next message, which stays in the queue.</summary>
    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) =>
        PeekOneAsync(null, cancellationToken);

    /// <summary>The next message with its sender, which stays in the queue.</summary>
    public bool TryPeekOne(
        out MessageEnvelope envelope,
        TimeSpan? max,
        CancellationToken cancellationToken
    )
    {
        var next = _queue.Next(WaitFor(max), take: false, cancellationToken);
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <summary>The next message with its sender, which stays in the queue.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(
        TimeSpan? max,
        CancellationToken cancellationToken
    )
    {
        var next = await _queue.NextAsync(WaitFor(max), take: false, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>The next messages; fails when there aren't as many in time.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(ReceiveNCore(numberOfMessages, RemainingOrDefault, cancellationToken)));

    /// <summary>The next messages; fails when there aren't as many in time.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages,
        TimeSpan max,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(ReceiveNCore(numberOfMessages, Limit(max), cancellationToken)));

    /// <summary>The next messages; fails when there aren't as many in time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages,
        CancellationToken cancellationToken = default
    ) => ReceiveNCore(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>The next messages; fails when there aren't as many in time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages,
        TimeSpan max,
        CancellationToken cancellationToken = default
    ) => ReceiveNCore(numberOfMessages, Limit(max), cancellationToken);

    private async IAsyncEnumerable<object> ReceiveNCore(
        int count,
        TimeSpan max,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var deadline = (Now + max).Ticks;
        for (var i = 0; i < count; i++)
        {
            var next = await TakeAsync(Until(deadline), cancellationToken);
            if (next is null)
            {
                _assertions.Fail(
                    "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.",
                    max,
                    count,
                    i,
                    max - Until(deadline)
                );
            }
            yield return next!.Message;
        }
    }

    private MessageEnvelope? Take(TimeSpan? max, CancellationToken cancellationToken) =>
        Remember(_queue.Next(WaitFor(max), take: true, cancellationToken));

    private async ValueTask<MessageEnvelope?> TakeAsync(
        TimeSpan? max,
        CancellationToken cancellationToken
    ) => Remember(await _queue.NextAsync(WaitFor(max), take: true, cancellationToken));

    private MessageEnvelope? Remember(MessageEnvelope? envelope)
    {
        _lastWasNoMessage = false;
        _last = envelope ?? NullMessageEnvelope.Instance;
        return envelope;
    }

    private TimeSpan WaitFor(TimeSpan? max) => max ?? RemainingOrDefault;

    /// <summary>A dilated duration, but not beyond the innermost <c>Within</c>.</summary>
    private TimeSpan Limit(TimeSpan max)
    {
        max.EnsureIsPositiveFiniteOrZero(nameof(max));
        return Dilated(max);
    }

    private static void Sync(Task task) => task.GetAwaiter().GetResult();

    private static T Sync<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }
        return list;
    }
}
