using ActorStream.Turns;
using Akka.Configuration;

namespace ActorStream.Conversations;

/// <summary>The section <c>actorstream</c> of the configuration, read once and checked.</summary>
/// <param name="PassivateAfter">How long an idle conversation stays in memory.</param>
/// <param name="SnapshotAfterEvents">Events since the last snapshot that make a new one worth it.</param>
/// <param name="MaxOpenTurns">Turns that may be answered at the same time; 0 means no limit.</param>
/// <param name="MaxAnswerLength">Characters that an answer may have.</param>
/// <param name="MaxBatchLength">Characters that may wait for the journal before the provider must.</param>
/// <param name="Heartbeat">Silence after which a viewer is told that it is still connected.</param>
/// <param name="Timeouts">The time-outs of a turn.</param>
/// <param name="EarlyStopWait">How long a stop waits for the prompt that it overtook.</param>
/// <param name="Tail">How much of a conversation's end stays in memory for viewers.</param>
public sealed record ConversationSettings(
    TimeSpan PassivateAfter,
    int SnapshotAfterEvents,
    int MaxOpenTurns,
    long MaxAnswerLength,
    int MaxBatchLength,
    TimeSpan Heartbeat,
    TurnTimeouts Timeouts,
    TimeSpan EarlyStopWait,
    TailLimits Tail
)
{
    /// <summary>Reads the section; <c>hocon/reference.conf</c> explains each key.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static ConversationSettings From(Config config)
    {
        var conversations = config.GetConfig("actorstream.conversations");
        var turns = config.GetConfig("actorstream.turns");
        var views = config.GetConfig("actorstream.views");
        return new ConversationSettings(
            conversations.GetTimeSpan("passivate-after"),
            conversations.GetInt("snapshot-after-events"),
            turns.GetInt("max-open"),
            turns.GetLong("max-answer-length"),
            turns.GetInt("max-batch-length"),
            views.GetTimeSpan("heartbeat"),
            new(
                turns.GetTimeSpan("first-chunk-timeout"),
                turns.GetTimeSpan("idle-timeout"),
                turns.GetTimeSpan("total-timeout")
            ),
            turns.GetTimeSpan("early-stop-wait"),
            new(views.GetInt("tail-events"), views.GetInt("tail-length"))
        ).Checked();
    }

    private ConversationSettings Checked()
    {
        Require(PassivateAfter > TimeSpan.Zero, "conversations.passivate-after");
        Require(SnapshotAfterEvents > 0, "conversations.snapshot-after-events");
        Require(MaxOpenTurns >= 0, "turns.max-open", "must not be negative");
        Require(MaxAnswerLength > 0, "turns.max-answer-length");
        Require(MaxBatchLength > 0, "turns.max-batch-length");
        Require(EarlyStopWait > TimeSpan.Zero, "turns.early-stop-wait");
        Require(Heartbeat > TimeSpan.Zero, "views.heartbeat");
        Require(Tail.Events > 0, "views.tail-events");
        Require(Tail.Length > 0, "views.tail-length");
        return this;
    }

    private static void Require(bool holds, string key, string what = "must be greater than zero")
    {
        if (!holds)
            throw new ArgumentException($"actorstream.{key} {what}.", nameof(key));
    }
}

/// <summary>The size of a <see cref="TailBuffer"/>.</summary>
/// <param name="Events">Events at most.</param>
/// <param name="Length">Characters of chunks at most.</param>
public sealed record TailLimits(int Events, int Length);
