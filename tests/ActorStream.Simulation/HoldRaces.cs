using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.TestKit.Providers;

namespace ActorStream.Simulation;

/// <summary>
/// A conversation that is held again and again, while prompts, stops and viewers come to it: as long as it is
/// held its actor reads and writes nothing (I5), and what anybody was told before and after holds.
/// </summary>
internal sealed class HoldRaces : IDisposable
{
    private readonly Random _dice;
    private readonly DeterministicRun _run;
    private readonly FaultyStore _store;
    private readonly SimulatedNode _node;
    private readonly SimulatedConversation _conversation;
    private readonly SimulatedViewer _viewer;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<TurnId> _finished = [];
    private readonly SeededFaults _faults;
    private int _prompts;
    private int _unanswered;
    private int _answered;
    private bool _isHeld;

    public HoldRaces(int seed, string storeName)
    {
        _dice = new Random(seed);
        _run = DeterministicRun.Start(seed, keepsTrace: false);
        _store = new FaultyStore(storeName) { Watcher = OnStoreCalled };
        _faults = new(new Random(seed ^ 0x5eed))
        {
            Writes = new FaultRates { Slow = 0.3, Fails = 0.02 },
            Snapshots = new FaultRates { Slow = 0.5 },
        };
        _node = SimulatedNode.Start(_run, SimulatedNode.ConfigurationOf(storeName));
        if (!ConversationId.TryParse("00000000000000000000000001", out var id))
            throw new InvalidOperationException("That is no id.");
        _conversation = new(id, "0123abcd", _store, Report);
        _viewer = new("viewer", _conversation, _store, _run, Report);
    }

    public Report Report { get; } = new();

    public void Play(int holds)
    {
        _node.Ask(_conversation.Start(), reply => _conversation.OnReply(reply));
        _run.Advance(TimeSpan.FromSeconds(2));
        _store.Faults = _faults;
        _viewer.Connect(_node);
        for (var hold = 0; hold < holds; hold++)
            Race();
        Calm();
        Invariants.Check(_conversation, _store, Report);
        Report.Check(
            _viewer.Last?.SequenceNr == _store.EventsOf(_conversation.Id.PersistenceId).Count,
            "I2",
            () => $"the viewer stands at {_viewer.Last}."
        );
        CheckRefusals();
    }

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    /// <summary>Everything at once, in an order and at moments that the seed decides.</summary>
    private void Race()
    {
        Something();
        Step();
        Hold();
        for (var more = _dice.Next(4); more > 0; more--)
        {
            Step();
            Something();
        }

        Step();
        if (_dice.Next(3) == 0)
            _run.Advance(TimeSpan.FromSeconds(_dice.Next(60)));
    }

    private void Something()
    {
        switch (_dice.Next(6))
        {
            case 0 or 1:
                Prompt();
                break;
            case 2:
                Ask(new StopTurn(_conversation.Id, null));
                break;
            case 3:
                Ask(new GetTranscript(_conversation.Id));
                break;
            default:
                Answer();
                break;
        }
    }

    private void Hold() =>
        _ = _run.Spawn(
            _node.System,
            "operator",
            async () =>
            {
                var (hold, refusal) = await _node.Gateway.HoldAsync(_conversation.Id);
                if (hold is null)
                {
                    Report.Count($"hold refused {refusal!.Reason}");
                    return;
                }

                Report.Count("held");
                await using (hold)
                {
                    _isHeld = true;
                    var before = Stored();
                    await AfterAsync(TimeSpan.FromMilliseconds(_dice.Next(7_000)));
                    _isHeld = false;
                    Report.Check(
                        Stored() == before,
                        "I5",
                        () => $"it was held, and {before} became {Stored()}."
                    );
                    await hold.RewrittenAsync();
                }
            }
        );

    /// <summary>What the store holds: its last event, and its newest snapshot.</summary>
    private (int Events, long Snapshot) Stored() =>
        (
            _store.EventsOf(_conversation.Id.PersistenceId).Count,
            _store
                .SnapshotsOf(_conversation.Id.PersistenceId)
                .Select(snapshot => snapshot.SequenceNr)
                .DefaultIfEmpty()
                .Max()
        );

    private Task AfterAsync(TimeSpan length)
    {
        var over = new TaskCompletionSource();
        _node.System.Scheduler.Advanced.ScheduleOnce(length, over.SetResult);
        return over.Task;
    }

    /// <summary>
    /// A page that a viewer reads, and the removal of snapshots that a newer one has replaced, may still be on
    /// their way: neither changes what is read afterwards.
    /// </summary>
    private void OnStoreCalled(string call)
    {
        _run.Note(call);
        var isHarmless =
            call.StartsWith(nameof(StoreOperation.Query), StringComparison.Ordinal)
            || call.StartsWith(nameof(StoreOperation.DeleteSnapshots), StringComparison.Ordinal);
        Report.Check(
            !_isHeld || isHarmless,
            "I5",
            () => $"it was held, and its store was called: {call}."
        );
    }

    private void Prompt()
    {
        var text = $"prompt {++_prompts}";
        var prompt = new SubmitPrompt(
            _conversation.Id,
            text,
            _node.Provider.Name,
            null,
            null,
            null,
            WhileRunning.Reject
        );
        Ask(prompt, text);
    }

    private void Ask(IConversationMessage message, string? prompt = null)
    {
        _unanswered++;
        _node.Ask(
            message,
            reply =>
            {
                _unanswered--;
                _answered++;
                _conversation.OnReply(reply);
                if (
                    prompt is not null
                    && reply is CommandRefused { Reason: RefusalReason.ConversationHeld }
                )
                {
                    _refused.Add(prompt);
                }
            }
        );
    }

    private void Answer()
    {
        if (
            _node.Provider.Asked.LastOrDefault() is not { } turn
            || _finished.Contains(turn.Request.TurnId)
        )
        {
            return;
        }

        _conversation.SaidIn(turn.Request.TurnId).Append("word ");
        turn.Say("word ");
        if (_dice.Next(2) == 0)
        {
            _finished.Add(turn.Request.TurnId);
            turn.Finish();
        }
    }

    private void Step()
    {
        for (var steps = _dice.Next(60); steps > 0 && _run.Step(); steps--) { }
    }

    /// <summary>All holds end, and the turn that may be open is stopped.</summary>
    private void Calm()
    {
        _store.Faults = FaultPlan.None;
        _run.Advance(TimeSpan.FromMinutes(2));
        Ask(new StopTurn(_conversation.Id, null));
        _run.Advance(TimeSpan.FromMinutes(2));
        Report.Check(_unanswered == 0, "hold", () => $"{_unanswered} questions were not answered.");
        Report.Check(_answered > 0, "hold", () => "nobody asked.");
    }

    /// <summary>Nothing of what was refused because of a hold was done.</summary>
    private void CheckRefusals()
    {
        foreach (
            var started in _store
                .EventsOf(_conversation.Id.PersistenceId)
                .Select(stored => stored.Event)
                .OfType<TurnStarted>()
        )
        {
            Report.Check(
                !_refused.Contains(started.Prompt),
                "hold",
                () => $"{started.Prompt} was refused, and done."
            );
        }
    }
}
