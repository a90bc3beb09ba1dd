using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>
/// Stopping a turn, also one whose prompt is still on its way: two requests of one client may overtake
/// each other, and then the stop wins.
/// </summary>
internal sealed partial class ConversationActor
{
    private readonly EarlyStops _earlyStops = new();

    private void OnStop(StopTurn stop)
    {
        var decision = _state.Decide(stop, Now);
        if (decision is not Decision.Wait { PromptKey: var key })
        {
            Act(decision, static actor => actor.EndTurn());
            return;
        }

        if (!_earlyStops.TryAdd(key, Sender, out var isFirst))
        {
            Sender.Tell(new CommandRefused(RefusalReason.NoOpenTurn));
            return;
        }

        if (isFirst)
        {
            var expired = new EarlyStopExpired(key);
            Timers.StartSingleTimer(expired, expired, _settings.EarlyStopWait);
        }
    }

    /// <summary>The prompt was accepted as stopped: those who stopped it hear so behind the same write.</summary>
    private void AnswerEarlyStops(string key)
    {
        Timers.Cancel(new EarlyStopExpired(key));
        foreach (var sender in _earlyStops.Take(key))
            Act(_state.Decide(new StopTurn(_id, null, key), Now), sender);
    }

    private void OnEarlyStopExpired(string key)
    {
        var reason = _state.Exists ? RefusalReason.NoOpenTurn : RefusalReason.ConversationNotFound;
        foreach (var sender in _earlyStops.Take(key))
            sender.Tell(new CommandRefused(reason));
    }

    private sealed record EarlyStopExpired(string PromptKey);
}
