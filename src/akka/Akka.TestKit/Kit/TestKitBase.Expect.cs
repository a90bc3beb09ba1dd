using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Expect<T>(duration, hint, null, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Expect<T>(timeout, hint, (m, _) => AssertEqual(message, m, hint), cancellationToken);

    /// <summary>Takes the next message, which must meet a condition.</summary>
    public T ExpectMsg<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Expect<T>(timeout, hint, (m, _) => AssertMet(isMessage(m), m, hint), cancellationToken);

    /// <summary>Takes the next message, which together with its sender must meet a condition.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, sender) => AssertMet(isMessageAndSender(m, sender), m, hint),
            cancellationToken
        );

    /// <summary>Takes the next message, and lets <paramref name="assert"/> look at it.</summary>
    public T ExpectMsg<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Expect<T>(timeout, hint, (m, _) => assert(m), cancellationToken);

    /// <summary>Takes the next message, and lets <paramref name="assert"/> look at it and its sender.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Expect(timeout, hint, assertMessageAndSender, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="expected"/> by a comparer.</summary>
    public T ExpectMsg<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<T>(
            timeout,
            hint,
            (m, _) => AssertEqual(expected, m, comparer, hint),
            cancellationToken
        );

    /// <summary>Takes the next message, which must say that <paramref name="target"/> has stopped.</summary>
    public Terminated ExpectTerminated(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Expect<Terminated>(
            timeout,
            hint ?? $"that {target} has stopped",
            (m, _) => AssertEqual(target, m.ActorRef, "Terminated of another actor"),
            cancellationToken
        );

    /// <summary>Checks that no message comes, for as long as one would be waited for.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        NoMessage(RemainingOrDefault, cancellationToken);

    /// <summary>Checks that no message comes.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        NoMessage(Dilated(duration), cancellationToken);

    /// <summary>Checks that no message comes.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private T Expect<T>(
        TimeSpan? timeout,
        string? hint,
        Action<T, IActorRef>? assert,
        CancellationToken cancellationToken
    )
    {
        var wait = RemainingOrDilated(timeout);
        return Checked(Take(wait, cancellationToken), wait, hint, assert);
    }

    private void NoMessage(TimeSpan wait, CancellationToken cancellationToken) =>
        CheckNothing(Take(wait, cancellationToken), wait);

    private void CheckNothing(MessageEnvelope? envelope, TimeSpan wait)
    {
        _assertions.AssertTrue(
            envelope is null,
            "Failed: expected no messages during {0}, instead received {1}",
            wait,
            envelope!
        );
        _lastWasNoMessage = true;
    }

    private T Checked<T>(
        MessageEnvelope? envelope,
        TimeSpan wait,
        string? hint,
        Action<T, IActorRef>? assert
    )
    {
        if (envelope is null)
        {
            _assertions.Fail(
                "Failed: Timeout {0} while waiting for a message of type {1} {2}",
                wait,
                typeof(T),
                hint ?? ""
            );
        }
        else if (envelope.Message is T)
        {
            var message = (T)envelope.Message;
            assert?.Invoke(message, envelope.Sender);
            return message;
        }
        else
        {
            _assertions.Fail(
                "Failed: Expected a message of type {0}, but received {{{1}}} (type {2}) from {3}. {4}",
                typeof(T),
                envelope.Message,
                envelope.Message?.GetType()!,
                envelope.Sender,
                hint ?? ""
            );
        }
        throw new InvalidOperationException("The test framework's Fail has not thrown.");
    }

    private void AssertEqual<T>(T expected, T actual, string? hint) =>
        _assertions.AssertEqual(
            expected,
            actual,
            "Failed: Expected {0}, got {1}. {2}",
            expected!,
            actual!,
            hint ?? ""
        );

    private void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string? hint) =>
        _assertions.AssertEqual(
            expected,
            actual,
            comparer,
            "Failed: Expected {0}, got {1}. {2}",
            expected!,
            actual!,
            hint ?? ""
        );

    private void AssertMet<T>(bool met, T message, string? hint) =>
        _assertions.AssertTrue(
            met,
            "Failed: Got a message of the expected type <{2}>, but it doesn't meet the condition: {{{0}}}. {1}",
            message!,
            hint ?? "",
            typeof(T)
        );
}
