using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using Akka.Actor;
using Akka.Event;

namespace ActorStream.Retention;

/// <summary>
/// Looks at all conversations now and then and erases those that have to go, one after the other: the next is
/// asked for when the one before is gone. A conversation that changed since it was looked at is left alone.
/// </summary>
internal sealed class RetentionActor : UntypedActor, IWithTimers
{
    /// <summary>An erasure that is not answered in this time is left to the next look.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RetentionSettings _settings;
    private readonly IActorRef _directory;
    private readonly IActorRef _region;
    private readonly Queue<RetentionVerdict> _queue = new();
    private RetentionVerdict? _current;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public RetentionActor(RetentionSettings settings, IActorRef directory, IActorRef region)
    {
        _settings = settings;
        _directory = directory;
        _region = region;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RetentionSettings settings, IActorRef directory, IActorRef region) =>
        Akka.Actor.Props.Create(() => new RetentionActor(settings, directory, region));

    /// <inheritdoc />
    protected override void PreStart() =>
        Timers.StartPeriodicTimer(Tick.Look, Tick.Look, _settings.Interval);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick.Look when _current is null:
                _directory.Tell(new GetRetentionCandidates(), Self);
                break;
            case Tick.Look:
                break;
            case RetentionCandidates all:
                Decide(all.Items);
                break;
            case ConversationErased when _current is not null:
                Context
                    .GetLogger()
                    .Info(
                        "Retention erased {0}, by {1}; its last event was of {2:u}.",
                        _current.Candidate.Id,
                        _current.Reason,
                        _current.Candidate.UpdatedAt
                    );
                EraseNext();
                break;
            // It is in use, or gone already, or the journal is unavailable: the next look decides anew.
            case CommandRefused when _current is not null:
            case Tick.TooLong when _current is not null:
                EraseNext();
                break;
            case ConversationErased or CommandRefused or Tick.TooLong:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Decide(IReadOnlyList<RetentionCandidate> all)
    {
        if (_current is not null)
            return;
        var verdicts = RetentionPolicy.Decide(
            Timestamps.Now(Context.System.Scheduler),
            all,
            _settings.Of
        );
        foreach (var verdict in verdicts.Take(_settings.MaxErasuresPerInterval))
            _queue.Enqueue(verdict);
        EraseNext();
    }

    private void EraseNext()
    {
        Timers.Cancel(Tick.TooLong);
        _current = null;
        if (
            !_queue.TryDequeue(out var next)
            || !ConversationId.TryParse(next.Candidate.Id, out var id)
        )
        {
            return;
        }

        _current = next;
        _region.Tell(new DeleteConversation(id, next.Candidate.Events), Self);
        Timers.StartSingleTimer(Tick.TooLong, Tick.TooLong, Patience);
    }

    private enum Tick
    {
        Look,
        TooLong,
    }
}
