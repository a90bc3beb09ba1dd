using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>
    /// Takes messages as long as <paramref name="filter"/> makes something of them. The first one
    /// that it makes nothing of stays in the queue.
    /// </summary>
    /// <param name="max">How long altogether.</param>
    /// <param name="filter">Answers null, or the type's default, to stop.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        Func<object, T> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(While(filter, max, null, msgs, cancellationToken)));

    /// <summary>The same, and stops when no message comes for as long as <paramref name="idle"/>.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(While(filter, max, idle, msgs, cancellationToken)));

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(While(filter, max, idle, msgs, cancellationToken)));

    /// <summary>Takes messages of a type as long as a condition holds for them.</summary>
    /// <param name="shouldContinue">The condition.</param>
    /// <param name="max">How long altogether.</param>
    /// <param name="idle">How long without a message.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether others are dropped, or stop it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default
    ) =>
        Sync(
            ListAsync(
                While(
                    shouldContinue,
                    max,
                    idle,
                    msgs,
                    shouldIgnoreOtherMessageTypes,
                    cancellationToken
                )
            )
        );

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        Func<object, T> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => While(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => While(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => While(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default
    ) => While(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken);

    private async IAsyncEnumerable<T> While<T>(
        Func<object, T> filter,
        TimeSpan? max,
        TimeSpan? idle,
        int count,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var deadline = (Now + RemainingOrDilated(max)).Ticks;
        for (var i = 0; i < count; i++)
        {
            var next = await NextUntil(deadline, idle, cancellationToken);
            var result = next is null ? default : filter(next.Message);
            if (EqualityComparer<T>.Default.Equals(result, default))
            {
                break;
            }
            Remember(_queue.Next(take: true));
            yield return result!;
        }
        _lastWasNoMessage = true;
    }

    private async IAsyncEnumerable<T> While<T>(
        Predicate<T> condition,
        TimeSpan? max,
        TimeSpan? idle,
        int count,
        bool passOverOthers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var deadline = (Now + RemainingOrDilated(max)).Ticks;
        var taken = 0;
        while (taken < count)
        {
            var next = await NextUntil(deadline, idle, cancellationToken);
            if (next is null)
            {
                break;
            }
            var isOfType = next.Message is T;
            if (isOfType ? !condition((T)next.Message) : !passOverOthers)
            {
                break;
            }
            Remember(_queue.Next(take: true));
            if (isOfType)
            {
                taken++;
                yield return (T)next.Message;
            }
        }
        _lastWasNoMessage = true;
    }

    private ValueTask<MessageEnvelope?> NextUntil(
        long deadline,
        TimeSpan? idle,
        CancellationToken cancellationToken
    ) =>
        _queue.NextAsync(
            idle is { } pause && pause >= TimeSpan.Zero
                ? Until(deadline).Min(pause)
                : Until(deadline),
            take: false,
            cancellationToken
        );
}
