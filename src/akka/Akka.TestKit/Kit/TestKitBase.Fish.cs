using System.Collections;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages until one meets the condition.</summary>
    public object FishForMessage(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one is a <typeparamref name="T"/> that meets the condition.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => Sync(FishAsync(isMessage, null, max, hint, cancellationToken));

    /// <summary>Takes messages until one is a <typeparamref name="T"/> that meets the condition.</summary>
    /// <param name="isMessage">The condition.</param>
    /// <param name="allMessages">Is given all messages that did not meet it.</param>
    /// <param name="max">How long to wait for the one.</param>
    /// <param name="hint">Says in an error what was awaited.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        ArrayList allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => Sync(FishAsync(isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Takes messages until one meets the condition.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one is a <typeparamref name="T"/> that meets the condition.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => new(FishAsync(isMessage, null, max, hint, cancellationToken));

    /// <summary>The same; <paramref name="allMessages"/> is given what did not meet the condition.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        ArrayList allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => new(FishAsync(isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Takes messages until none comes for a while.</summary>
    /// <param name="max">How long it must be silent.</param>
    /// <param name="maxMessages">More messages than these are an error.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages that came before the silence.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null,
        uint? maxMessages = null,
        CancellationToken cancellationToken = default
    )
    {
        var wait = RemainingOrDilated(max);
        var messages = new ArrayList();
        while (await TakeAsync(wait, cancellationToken) is { } envelope)
        {
            messages.Add(envelope.Message);
            _assertions.AssertFalse(
                messages.Count > maxMessages,
                "Failed: {0} messages and still no silence of {1}",
                messages.Count,
                wait
            );
        }
        return messages;
    }

    private async Task<T> FishAsync<T>(
        Predicate<T> isMessage,
        ArrayList? others,
        TimeSpan? max,
        string? hint,
        CancellationToken cancellationToken
    )
    {
        var wait = RemainingOrDilated(max);
        var deadline = (Now + wait).Ticks;
        while (true)
        {
            var envelope = await TakeAsync(Until(deadline), cancellationToken);
            _assertions.AssertTrue(
                envelope is not null,
                "Timeout ({0}) during fishForMessage for a {2}{1}",
                wait,
                string.IsNullOrEmpty(hint) ? "" : $", hint: {hint}",
                typeof(T)
            );
            if (envelope!.Message is T candidate && isMessage(candidate))
            {
                return candidate;
            }
            others?.Add(envelope.Message);
        }
    }
}
