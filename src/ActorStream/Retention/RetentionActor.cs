using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using Akka.Actor;
using Akka.Event;

namespace ActorStream.Retention;

/// <summary>Tells how many bytes of payload each conversation takes, by its id.</summary>
public delegate Task<IReadOnlyDictionary<string, long>> ConversationSizes(
    CancellationToken cancellation
);

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
    private readonly ConversationSizes? _sizes;
    private readonly Queue<RetentionVerdict> _queue = new();
    private RetentionVerdict? _current;
    private bool _measuring;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public RetentionActor(
        RetentionSettings settings,
        IActorRef directory,
        IActorRef region,
        ConversationSizes? sizes
    )
    {
        _sizes = settings.CountsBytes ? sizes : null;
        _settings = settings;
        _directory = directory;
        _region = region;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The actor of one system.</summary>
    /// <param name="settings">What may be kept.</param>
    /// <param name="directory">Knows every conversation.</param>
    /// <param name="region">Erases them.</param>
    /// <param name="sizes">Tells their sizes, where those matter.</param>
    /// <exception cref="ArgumentException">Sizes matter, and nobody can tell them.</exception>
    public static Props Props(
        RetentionSettings settings,
        IActorRef directory,
        IActorRef region,
        ConversationSizes? sizes
    )
    {
        if (settings.CountsBytes && sizes is null)
        {
            throw new ArgumentException(
                "actorstream.retention: max-bytes needs a store that tells sizes.",
                nameof(sizes)
            );
        }

        return Akka.Actor.Props.Create(() =>
            new RetentionActor(settings, directory, region, sizes)
        );
    }

    /// <inheritdoc />
    protected override void PreStart() =>
        Timers.StartPeriodicTimer(Tick.Look, Tick.Look, _settings.Interval);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick.Look when _current is null && !_measuring:
                _directory.Tell(new GetRetentionCandidates(), Self);
                break;
            case Tick.Look:
                break;
            case RetentionCandidates { Items: [] }:
                break;
            // Sizes may take longer than the interval: they are not asked for twice at once.
            case RetentionCandidates when _measuring:
                break;
            case RetentionCandidates all when _sizes is not null:
                _measuring = true;
                _ = MeasureAsync(all.Items, _sizes, Self);
                break;
            case RetentionCandidates all:
                Decide(all.Items);
                break;
            case Measured all:
                _measuring = false;
                Decide(all.Items);
                break;
            case Status.Failure failure:
                _measuring = false;
                Context
                    .GetLogger()
                    .Warning(
                        failure.Cause,
                        "Sizes could not be read: nothing is erased this time."
                    );
                break;
            // An answer that came too late was one about an earlier conversation.
            case ConversationErased erased
                when erased.ConversationId.Value == _current?.Candidate.Id:
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
            _settings.Of,
            _settings.MaxTotalBytes
        );
        foreach (var verdict in verdicts.Take(_settings.MaxErasuresPerInterval))
            _queue.Enqueue(verdict);
        EraseNext();
    }

    /// <summary>A conversation that the store does not know yet counts as nothing.</summary>
    private static async Task MeasureAsync(
        IReadOnlyList<RetentionCandidate> all,
        ConversationSizes sizes,
        IActorRef self
    )
    {
        try
        {
            var known = await sizes(CancellationToken.None);
            self.Tell(
                new Measured([
                    .. all.Select(one => one with { Bytes = known.GetValueOrDefault(one.Id) }),
                ])
            );
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            self.Tell(new Status.Failure(error));
        }
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

    private sealed record Measured(IReadOnlyList<RetentionCandidate> Items);

    private enum Tick
    {
        Look,
        TooLong,
    }
}
