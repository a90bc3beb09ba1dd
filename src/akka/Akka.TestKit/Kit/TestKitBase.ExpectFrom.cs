using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(duration, hint, (_, from) => AssertSender(sender, from, hint), cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="message"/> and come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, from) =>
            {
                AssertSender(sender, from, hint);
                AssertEqual(message, m, hint);
            },
            cancellationToken
        );

    /// <summary>Takes the next message, which must meet a condition and come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, from) =>
            {
                AssertSender(sender, from, hint);
                AssertMet(isMessage(m), m, hint);
            },
            cancellationToken
        );

    /// <summary>Takes the next message, which and whose sender must meet conditions.</summary>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, from) =>
            {
                AssertMet(isSender(from), from, hint);
                AssertMet(isMessage(m), m, hint);
            },
            cancellationToken
        );

    /// <summary>Takes the next message from <paramref name="sender"/>, and lets <paramref name="assertMessage"/> look at it.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, from) =>
            {
                AssertSender(sender, from, hint);
                assertMessage(m);
            },
            cancellationToken
        );

    /// <summary>Takes the next message, and lets two assertions look at its sender and at it.</summary>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, from) =>
            {
                assertSender(from);
                assertMessage(m);
            },
            cancellationToken
        );

    private void AssertSender(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertEqual(
            expected,
            actual,
            "Failed: Sender does not match. Expected {0}, got {1}. {2}",
            expected,
            actual,
            hint ?? ""
        );
}
