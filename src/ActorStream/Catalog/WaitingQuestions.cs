using Akka.Actor;

namespace ActorStream.Catalog;

/// <summary>
/// Questions about a list that is not complete yet, in the order in which they came, each with the time until
/// which it may wait.
/// </summary>
internal sealed class WaitingQuestions
{
    /// <summary>How many may wait: some hundred bytes each, and a client at the other end.</summary>
    public const int Limit = 10_000;

    private readonly Queue<(GetConversations Question, IActorRef Sender, TimeSpan Until)> _queue =
        new();

    /// <summary>Until when the first may wait, or null if there is none.</summary>
    public TimeSpan? First => _queue.TryPeek(out var first) ? first.Until : null;

    /// <summary>Keeps a question; false if there are too many.</summary>
    public bool TryAdd(GetConversations question, IActorRef sender, TimeSpan until)
    {
        if (_queue.Count == Limit)
            return false;
        _queue.Enqueue((question, sender, until));
        return true;
    }

    /// <summary>Gives back those that may wait no longer than this.</summary>
    public IEnumerable<(GetConversations Question, IActorRef Sender)> TakeUntil(TimeSpan now)
    {
        while (_queue.TryPeek(out var first) && first.Until <= now)
        {
            _ = _queue.Dequeue();
            yield return (first.Question, first.Sender);
        }
    }
}
