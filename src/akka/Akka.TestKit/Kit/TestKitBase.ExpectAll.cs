using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(
        IEnumerable<T> messages,
        CancellationToken cancellationToken = default
    )
    {
        var expected = messages.ToList();
        var wait = RemainingOrDefault;
        return AnyOf(expected, Take(wait, cancellationToken), wait);
    }

    /// <summary>Takes the next message, which must be one of <paramref name="messages"/>.</summary>
    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(
        IEnumerable<T> messages,
        CancellationToken cancellationToken = default
    )
    {
        var expected = messages.ToList();
        var wait = RemainingOrDefault;
        return AnyOf(expected, await TakeAsync(wait, cancellationToken), wait);
    }

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(AllOf(RemainingOrDefault, messages, cancellationToken)));

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => Sync(ListAsync(AllOf(Limit(max), messages, cancellationToken)));

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        Sync(ListAsync(AllOf(RemainingOrDefault, messages, default)));

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        Sync(ListAsync(AllOf(Limit(max), messages, default)));

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => AllOf(RemainingOrDefault, messages, cancellationToken);

    /// <summary>Takes as many messages as are given, which must be these, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => AllOf(Limit(max), messages, cancellationToken);

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        params PredicateInfo[] predicates
    ) => Sync(ListAsync(AllMatching(RemainingOrDefault, predicates, default)));

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max,
        params PredicateInfo[] predicates
    ) => Sync(ListAsync(AllMatching(Limit(max), predicates, default)));

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken
    ) => Sync(ListAsync(AllMatching(RemainingOrDefault, predicates, cancellationToken)));

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken
    ) => Sync(ListAsync(AllMatching(Limit(max), predicates, cancellationToken)));

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default
    ) => AllMatching(RemainingOrDefault, predicates, cancellationToken);

    /// <summary>Takes as many messages as there are predicates; each must hold for one of them.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default
    ) => AllMatching(Limit(max), predicates, cancellationToken);

    private T AnyOf<T>(List<T> expected, MessageEnvelope? envelope, TimeSpan wait)
    {
        var list = string.Join(", ", expected);
        _assertions.AssertTrue(
            envelope is not null,
            "Failed: Timeout {0} while waiting for one of: {1}",
            wait,
            list
        );
        var message = envelope!.Message;
        _assertions.AssertTrue(
            message is T match && expected.Contains(match),
            "Failed: Expected one of: {0}, got {1}",
            list,
            message
        );
        return (T)message;
    }

    private async IAsyncEnumerable<T> AllOf<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var expected = messages
            .Select(m =>
                (
                    Name: $"{m}",
                    Matches: (Func<object, bool>)(
                        o => o is T t && EqualityComparer<T>.Default.Equals(t, m)
                    )
                )
            )
            .ToList();
        await foreach (var message in Matching(max, expected, cancellationToken))
        {
            yield return (T)message;
        }
    }

    private IAsyncEnumerable<object> AllMatching(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken
    ) =>
        Matching(
            max,
            predicates.Select(p => (p.ToString(), (Func<object, bool>)p.Matches)).ToList(),
            cancellationToken
        );

    private async IAsyncEnumerable<object> Matching(
        TimeSpan max,
        List<(string Name, Func<object, bool> Matches)> expected,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var received = new List<object>();
        await foreach (var message in ReceiveNCore(expected.Count, max, cancellationToken))
        {
            received.Add(message);
        }
        var unexpected = new List<object>();
        foreach (var message in received)
        {
            var match = expected.FindIndex(e => e.Matches(message));
            if (match < 0)
            {
                unexpected.Add(message);
            }
            else
            {
                expected.RemoveAt(match);
            }
        }
        _assertions.AssertTrue(
            unexpected.Count == 0,
            "Failed: not found [{0}], found unexpected [{1}]",
            string.Join(", ", expected.Select(e => e.Name)),
            string.Join(", ", unexpected)
        );
        foreach (var message in received)
        {
            yield return message;
        }
    }
}
