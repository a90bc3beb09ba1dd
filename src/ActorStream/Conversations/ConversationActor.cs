using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Observability;
using ActorStream.Regions;
using ActorStream.Turns;
using ActorStream.Views;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Akka.Streams;

namespace ActorStream.Conversations;

/// <summary>
/// One conversation: brings commands to <see cref="ConversationState"/>, its decisions to the journal,
/// and what is durable to the viewers. It is the only writer of its events, it outlives every viewer,
/// and no request can cancel what it writes.
/// </summary>
/// <remarks>
/// Writes are asynchronous: commands and questions are served while a batch is on its way to the disk.
/// <c>_state</c> includes what is under way; <c>_transcript</c> and the tail hold what is durable, and
/// only they are shown. If a write fails, or its outcome is unknown, the actor stops.
/// </remarks>
internal sealed partial class ConversationActor : UntypedPersistentActor, IWithTimers
{
    private readonly ConversationId _id;
    private readonly ConversationSettings _settings;
    private readonly ProviderRegistry _providers;
    private readonly TurnSlots _slots;
    private readonly ActorMaterializer _materializer;
    private readonly IConversationObserver _observer;
    private readonly Transcript _transcript = new();
    private readonly TailBuffer _tail;
    private readonly ViewerDesk _viewers;
    private readonly Queue<IActorRef> _unanswered = new();
    private ConversationState _state = ConversationState.Empty;
    private readonly RecoveryPlan _plan;
    private long _snapshotSequenceNr;
    private int _writes;

    // The sweep outlives the questions: all are answered with each chunk, and come again at once.
    private bool _sweeping;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConversationActor(
        ConversationId id,
        ConversationSettings settings,
        ProviderRegistry providers,
        TurnSlots slots,
        ActorMaterializer materializer,
        RecoveryPlan plan,
        IConversationObserver observer
    )
    {
        _plan = plan;
        _damage = plan.IsNothing ? plan.Damage : null;
        _id = id;
        _settings = settings;
        _providers = providers;
        _slots = slots;
        _materializer = materializer;
        _observer = observer;
        _tail = new(settings.Tail);
        _viewers = new(_tail);
        PersistenceId = id.PersistenceId;
    }

    /// <inheritdoc />
    public override string PersistenceId { get; }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => Timestamps.Now(Context.System.Scheduler);

    private bool IsIdle =>
        _state.OpenTurn is null
        && _viewers.IsEmpty
        && _writes == 0
        && !_erasing
        && !_erasureIsLeft
        && HasNoSnapshotUnderWay
        && _importer is null
        && _earlyStops.IsEmpty;

    private string Incarnation => _state.Incarnation ?? "";

    /// <summary>The actor of one conversation.</summary>
    public static Props Props(
        ConversationId id,
        ConversationSettings settings,
        ProviderRegistry providers,
        TurnSlots slots,
        ActorMaterializer materializer,
        RecoveryPlan plan,
        IConversationObserver? observer = null
    )
    {
        var told = observer ?? NoObserver.Instance;
        return Akka.Actor.Props.Create(() =>
            new ConversationActor(id, settings, providers, slots, materializer, plan, told)
        );
    }

    /// <inheritdoc />
    protected override void PreStart()
    {
        base.PreStart();
        Context.SetReceiveTimeout(_settings.PassivateAfter);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _turn?.Stop();
        GiveSlotBack();
        // First the region, so that whoever is dismissed below and asks again is kept for the next life.
        Context.Parent.Tell(ConversationLife.Stopping);
        if (_savingSnapshots > 0)
            Context.Parent.Tell(ConversationLife.SnapshotLeft);
        while (_unanswered.TryDequeue(out var sender))
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        foreach (var sender in _waitForErasure)
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        foreach (var sender in _waitForSnapshot)
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        _importer?.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        foreach (var (sender, _) in _waitForCompaction)
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        foreach (var sender in _earlyStops.TakeAll())
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        _viewers.Dismiss(at => new ViewAnswer.Nothing(at), Incarnation);
        base.PostStop();
    }

    /// <inheritdoc />
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                if (OnRecovered())
                    Context.Parent.Tell(ConversationLife.Recovered);
                break;
            case SnapshotOffer offer:
                OnSnapshot(offer);
                break;
            case ConversationEvent @event:
                Replay(@event);
                break;
            default:
                OnDamaged(message);
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            // First what comes with every chunk: a batch, and the question of a viewer who has shown the last.
            case IngestMessage ingest:
                OnIngest(ingest);
                break;
            case PullEvents question when _import is null && _damage is null:
                OnQuestion(question);
                break;
            case ImportOutcome outcome:
                OnImportEnded(outcome);
                break;
            case IInspection question:
                OnInspection(question);
                break;
            case Pause:
                OnPause();
                break;
            case IConversationMessage when _import is not null:
                Sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
                break;
            case ImportConversation import:
                OnImport(import);
                break;
            case IConversationMessage refused when _damage is not null:
                OnCommandWhileDamaged(refused);
                break;
            case IConversationMessage command:
                OnCommand(command);
                break;
            case DeadlineReached deadline:
                OnDeadline(deadline);
                break;
            case EarlyStopExpired { PromptKey: var key }:
                OnEarlyStopExpired(key);
                break;
            case SweepViewers:
                OnSweep();
                break;
            case ReceiveTimeout:
                if (IsIdle)
                    Context.Parent.Tell(ConversationLife.Idle);
                break;
            case Passivate when _pausing:
                break;
            case Passivate when IsIdle:
                Context.Stop(Self);
                break;
            case Passivate:
                Context.Parent.Tell(ConversationLife.Staying);
                break;
            // Old snapshots are deleted in passing too; that has other criteria.
            case DeleteSnapshotsSuccess { Criteria: var erased } when erased.Equals(Everything):
            case DeleteSnapshotsFailure { Criteria: var kept } when kept.Equals(Everything):
            case DeleteMessagesSuccess:
            case DeleteMessagesFailure:
            case EraseAgain:
                OnErasure(message);
                break;
            case SaveSnapshotSuccess { Metadata.SequenceNr: var saved }:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failure:
                OnSnapshotFailed(failure);
                break;
            case DeleteSnapshotsSuccess { Criteria: var dropped }:
                EndCompaction(
                    dropped.MaxSequenceNr + 1,
                    new ConversationCompacted(_id, dropped.MaxSequenceNr + 1)
                );
                break;
            case DeleteSnapshotsFailure { Criteria: var undropped }:
                EndCompaction(
                    undropped.MaxSequenceNr + 1,
                    new CommandRefused(RefusalReason.JournalUnavailable)
                );
                break;
            default:
                Unhandled(message);
                break;
        }

        StopIfPaused();
    }

    /// <summary>
    /// A rejected event would be a gap in what was decided; like a failed write it ends the actor, and
    /// the next one reads the truth.
    /// </summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    /// <summary>The journal is read; false if the conversation stops, to come back in another way.</summary>
    private bool OnRecovered()
    {
        if (_damage is not null)
        {
            if (_plan.IsNothing)
                Meet(_damage);
            return true;
        }

        if (_state.SequenceNr < LastSequenceNr)
            return OnLastEventMissing();
        if (_state.IsDeleted)
            Erase();
        else if (_state.Heal(Now) is { } healed)
        {
            // Persist, not PersistAsync: no command is taken before the mark is durable.
            _state = _state.Apply(healed);
            var ordered = Clock;
            Persist(
                healed,
                @event =>
                {
                    Remember(@event, LastSequenceNr);
                    Observe([@event], ordered);
                    Publish();
                    ReplaceSnapshot();
                }
            );
        }
        else
            ReplaceSnapshot();
        return true;
    }

    private void OnCommand(IConversationMessage command)
    {
        switch (command)
        {
            case SubmitPrompt prompt:
                OnPrompt(prompt);
                break;
            case StopTurn stop:
                OnStop(stop);
                break;
            case StartConversation start when LastSequenceNr <= _state.SequenceNr:
                Act(_state.Decide(start, Now));
                break;
            case DeleteConversation when _erasureIsLeft:
                OnOrderedAgain();
                break;
            case DeleteConversation delete:
                Act(_state.Decide(delete, Now), static actor => actor.EndTurn());
                break;
            case TakeSnapshot when Shown:
                OnTakeSnapshot();
                break;
            case CompactConversation when Shown:
                OnCompact();
                break;
            case GetTranscript when Shown:
                Sender.Tell(TranscriptViews.Copy(_transcript, _id));
                break;
            case WakeConversation:
                Sender.Tell(new ConversationAwake(_id));
                PassivateIfUnknown();
                break;
            default:
                Sender.Tell(new CommandRefused(RefusalReason.ConversationNotFound));
                PassivateIfUnknown();
                break;
        }
    }

    private bool Shown => _transcript.Started is not null && !_state.IsDeleted;

    private void OnQuestion(PullEvents question)
    {
        if (!Shown)
        {
            Sender.Tell(new ViewAnswer.Gone());
            PassivateIfUnknown();
            return;
        }

        _viewers.Ask(question, Incarnation, Sender);
        if (_sweeping || _viewers.IsEmpty)
            return;
        _sweeping = true;
        Timers.StartPeriodicTimer(
            SweepViewers.Instance,
            SweepViewers.Instance,
            _settings.Heartbeat / ViewerDesk.SweepsPerHeartbeat
        );
    }

    private void OnSweep()
    {
        _viewers.Sweep(Incarnation);
        if (!_viewers.IsEmpty)
            return;
        _sweeping = false;
        Timers.Cancel(SweepViewers.Instance);
    }

    private void PassivateIfUnknown()
    {
        if (!_state.Exists && _writes == 0 && !_erasing && !_erasureIsLeft)
            Context.Parent.Tell(ConversationLife.Idle);
    }

    private sealed class SweepViewers : INotInfluenceReceiveTimeout
    {
        public static readonly SweepViewers Instance = new();
    }
}
