using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>
/// Stops that came before the prompt they speak of, by the prompt's idempotency key. They wait a while in
/// memory: nothing was promised to them yet.
/// </summary>
internal sealed class EarlyStops
{
    /// <summary>Stops of one conversation that may wait; who asks for more is refused.</summary>
    private const int MaxWaiting = 32;

    private readonly Dictionary<string, List<IActorRef>> _waiting = new(StringComparer.Ordinal);
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>Everybody who waits, and nobody does any more.</summary>
    public IReadOnlyList<IActorRef> TakeAll()
    {
        var all = _waiting.Values.SelectMany(stops => stops).ToList();
        _waiting.Clear();
        _count = 0;
        return all;
    }

    /// <summary>Has the sender wait for the prompt.</summary>
    /// <param name="key">The prompt's key.</param>
    /// <param name="sender">Who stopped.</param>
    /// <param name="isFirst">Whether nobody waited for this prompt.</param>
    /// <returns>False if too many wait already.</returns>
    public bool TryAdd(string key, IActorRef sender, out bool isFirst)
    {
        isFirst = false;
        if (_count >= MaxWaiting)
            return false;
        if (!_waiting.TryGetValue(key, out var stops))
        {
            isFirst = true;
            _waiting.Add(key, stops = []);
        }

        stops.Add(sender);
        _count++;
        return true;
    }

    /// <summary>Whether somebody stopped the prompt with this key.</summary>
    public bool Contains(string? key) => key is not null && _waiting.ContainsKey(key);

    /// <summary>Those who wait for the prompt with this key; they wait no more.</summary>
    public IReadOnlyList<IActorRef> Take(string key)
    {
        if (!_waiting.Remove(key, out var stops))
            return [];
        _count -= stops.Count;
        return stops;
    }
}
