using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync<T>(duration, hint, null, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="message"/>.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync<T>(timeout, hint, (m, _) => AssertEqual(message, m, hint), cancellationToken);

    /// <summary>Takes the next message, which must meet a condition.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            timeout,
            hint,
            (m, _) => AssertMet(isMessage(m), m, hint),
            cancellationToken
        );

    /// <summary>Takes the next message, which together with its sender must meet a condition.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            timeout,
            hint,
            (m, sender) => AssertMet(isMessageAndSender(m, sender), m, hint),
            cancellationToken
        );

    /// <summary>Takes the next message, and lets <paramref name="assert"/> look at it.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync<T>(timeout, hint, (m, _) => assert(m), cancellationToken);

    /// <summary>Takes the next message, and lets <paramref name="assert"/> look at it and its sender.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(timeout, hint, assertMessageAndSender, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="expected"/> by a comparer.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            timeout,
            hint,
            (m, _) => AssertEqual(expected, m, comparer, hint),
            cancellationToken
        );

    /// <summary>Takes the next message, which must say that <paramref name="target"/> has stopped.</summary>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<Terminated>(
            timeout,
            hint ?? $"that {target} has stopped",
            (m, _) => AssertEqual(target, m.ActorRef, "Terminated of another actor"),
            cancellationToken
        );

    /// <summary>Checks that no message comes, for as long as one would be waited for.</summary>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        NoMessageAsync(RemainingOrDefault, cancellationToken);

    /// <summary>Checks that no message comes.</summary>
    public ValueTask ExpectNoMsgAsync(
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => NoMessageAsync(Dilated(duration), cancellationToken);

    /// <summary>Checks that no message comes.</summary>
    public ValueTask ExpectNoMsgAsync(
        int milliseconds,
        CancellationToken cancellationToken = default
    ) => ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async ValueTask<T> ExpectAsync<T>(
        TimeSpan? timeout,
        string? hint,
        Action<T, IActorRef>? assert,
        CancellationToken cancellationToken
    )
    {
        var wait = RemainingOrDilated(timeout);
        return Checked(await TakeAsync(wait, cancellationToken), wait, hint, assert);
    }

    private async ValueTask NoMessageAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        CheckNothing(await TakeAsync(wait, cancellationToken), wait);
}
