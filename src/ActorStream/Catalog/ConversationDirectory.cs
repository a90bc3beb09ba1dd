using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Catalog;

/// <summary>
/// Knows every conversation by name and state. At start it reads the tagged events of the journal (turns,
/// not chunks) and wakes each conversation that an earlier process left unfinished, which marks its open
/// turn; from then on it listens.
/// </summary>
internal sealed class ConversationDirectory : UntypedActor, IWithTimers
{
    /// <summary>How long a question waits for the list to be complete.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConversationIndex _index = new();
    private readonly HashSet<ConversationId> _healing = [];

    // What was erased while the list is read: rows that were read before must not bring it back.
    private readonly HashSet<ConversationId> _erased = [];
    private readonly ICurrentEventsByTagQuery _journal;
    private readonly ConversationScan _scan;
    private readonly IActorRef _region;
    private readonly IMaterializer _materializer;
    private readonly WaitingQuestions _waiting = new();
    private bool _isLoaded;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConversationDirectory(
        ICurrentEventsByTagQuery journal,
        ConversationScan scan,
        IActorRef region,
        IMaterializer materializer
    )
    {
        _journal = journal;
        _scan = scan;
        _region = region;
        _materializer = materializer;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A directory of the conversations in this journal.</summary>
    public static Props Props(
        ICurrentEventsByTagQuery journal,
        ConversationScan scan,
        IActorRef region,
        IMaterializer materializer
    ) =>
        Akka.Actor.Props.Create(() =>
            new ConversationDirectory(journal, scan, region, materializer)
        );

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ConversationChanged));
        Context.System.EventStream.Subscribe(Self, typeof(ConversationErased));
        Context.System.EventStream.Subscribe(Self, typeof(ConversationRewritten));
        Load();
    }

    /// <inheritdoc />
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ConversationChanged changed:
                _index.Put(changed);
                break;
            case ConversationErased erased:
                OnErased(erased.ConversationId);
                break;
            case ConversationRewritten rewritten:
                _index.Replace(rewritten.ConversationId, rewritten.Entry);
                break;
            case GetConversations query:
                OnQuestion(query);
                break;
            case WaitingIsOver:
                DismissLate();
                break;
            case GetDirectoryCounts:
                Sender.Tell(new DirectoryCounts(_index.Count, _index.Running, _healing.Count));
                break;
            case GetEntry question:
                Sender.Tell(new DirectoryEntry(_index.Find(question.ConversationId)));
                break;
            case GetRetentionCandidates:
                Sender.Tell(new RetentionCandidates(_isLoaded ? _index.Candidates() : []));
                break;
            case GetReadiness:
                Sender.Tell(new Readiness(_isLoaded && _healing.Count == 0, _healing.Count));
                break;
            case ScannedConversation scanned:
                foreach (var (sequenceNr, @event) in scanned.Events)
                    Replay(scanned.Id, sequenceNr, @event);
                Sender.Tell(Loading.Next);
                break;
            case EventEnvelope row:
                OnRow(row);
                Sender.Tell(Loading.Next);
                break;
            case ConversationAwake awake:
                _healing.Remove(awake.ConversationId);
                break;
            case Loading step:
                OnLoading(step);
                break;
            case Status.Failure failure when Damage.IsCauseOf(failure.Cause):
                // Some row ends the query, whichever it is: the other conversations are read one by one.
                Load(_scan.Conversations());
                break;
            case Status.Failure failure:
                Context
                    .GetLogger()
                    .Error(failure.Cause, "The list of conversations could not be read.");
                Timers.StartSingleTimer(Loading.Again, Loading.Again, RetryAfter);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>A part of the list looks like a list: who asks early waits, and hears it if that is too long.</summary>
    private void OnQuestion(GetConversations query)
    {
        if (_isLoaded)
        {
            Sender.Tell(_index.Page(query));
            return;
        }

        var isFirst = _waiting.First is null;
        if (!_waiting.TryAdd(query, Sender, Clock + Patience))
            Sender.Tell(ListNotReady.Instance);
        else if (isFirst)
            Timers.StartSingleTimer(WaitingIsOver.Instance, WaitingIsOver.Instance, Patience);
    }

    private void DismissLate()
    {
        foreach (var (_, sender) in _waiting.TakeUntil(Clock))
            sender.Tell(ListNotReady.Instance);
        if (_waiting.First is { } next)
            Timers.StartSingleTimer(WaitingIsOver.Instance, WaitingIsOver.Instance, next - Clock);
    }

    private void AnswerWaiting()
    {
        Timers.Cancel(WaitingIsOver.Instance);
        foreach (var (query, sender) in _waiting.TakeUntil(TimeSpan.MaxValue))
            sender.Tell(_index.Page(query));
    }

    private void OnErased(ConversationId id)
    {
        _index.Forget(id);
        _healing.Remove(id);
        if (!_isLoaded)
            _erased.Add(id);
    }

    private void Replay(ConversationId id, long sequenceNr, ConversationEvent @event)
    {
        if (!_erased.Contains(id))
            _index.Replay(id, sequenceNr, @event);
    }

    /// <summary>A damaged row costs the list what the row said, and nothing else.</summary>
    private void OnRow(EventEnvelope row)
    {
        if (!ConversationId.TryParsePersistenceId(row.PersistenceId, out var id))
            return;
        if (row.Event is ConversationEvent @event)
        {
            Replay(id, row.SequenceNr, @event);
            return;
        }

        var reason = (row.Event as DamagedPayload)?.Reason ?? Damage.Foreign;
        Context.System.EventStream.Publish(new DamageMet(id, new(row.SequenceNr, reason)));
    }

    private void OnLoading(Loading step)
    {
        switch (step)
        {
            case Loading.Started:
                Sender.Tell(Loading.Next);
                break;
            case Loading.Done:
                _isLoaded = true;
                _erased.Clear();
                AnswerWaiting();
                _healing.UnionWith(_index.Unfinished);
                WakeUnfinished();
                break;
            case Loading.Again:
                if (_isLoaded)
                    WakeUnfinished();
                else
                    Load();
                break;
        }
    }

    private void Load() =>
        Load(_journal.CurrentEventsByTag(ConversationTagger.Tag, Offset.NoOffset()));

    private void Load<T>(Source<T, NotUsed> rows) =>
        rows.RunWith(
            Sink.ActorRefWithAck<T>(
                Self,
                Loading.Started,
                Loading.Next,
                Loading.Done,
                cause => new Status.Failure(cause)
            ),
            _materializer
        );

    private void WakeUnfinished()
    {
        foreach (var id in _healing)
            _region.Tell(new WakeConversation(id), Self);
        if (_healing.Count > 0)
            Timers.StartSingleTimer(Loading.Again, Loading.Again, RetryAfter);
    }

    private TimeSpan Clock => Context.System.Scheduler.MonotonicClock;

    private sealed class WaitingIsOver
    {
        public static readonly WaitingIsOver Instance = new();
    }

    private enum Loading
    {
        Started,
        Next,
        Done,
        Again,
    }
}
