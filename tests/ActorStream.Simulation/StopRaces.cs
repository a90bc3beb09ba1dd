using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.TestKit.Providers;
using Akka.Actor;

namespace ActorStream.Simulation;

/// <summary>
/// Turns that are stopped at the moment at which they finish, one after the other in one conversation:
/// whoever wins, what was acknowledged holds (I8).
/// </summary>
internal sealed class StopRaces : IDisposable
{
    private readonly Random _dice;
    private readonly DeterministicRun _run;
    private readonly FaultyStore _store;
    private readonly SimulatedNode _node;
    private readonly SimulatedConversation _conversation;

    public StopRaces(int seed, string storeName)
    {
        _dice = new Random(seed);
        _run = DeterministicRun.Start(seed, keepsTrace: false);
        _store = new FaultyStore(storeName)
        {
            Faults = new SeededFaults(new Random(seed ^ 0x5eed))
            {
                Writes = new FaultRates { Slow = 0.3 },
            },
        };
        _node = SimulatedNode.Start(_run, SimulatedNode.ConfigurationOf(storeName));
        if (!ConversationId.TryParse("00000000000000000000000001", out var id))
            throw new InvalidOperationException("That is no id.");
        _conversation = new(id, "0123abcd", _store, Report);
    }

    public Report Report { get; } = new();

    public string TraceHash => _run.TraceHash;

    public void Play(int races)
    {
        _node.Ask(_conversation.Start(), reply => _conversation.OnReply(reply));
        _run.Advance(TimeSpan.FromSeconds(2));
        for (var race = 1; race <= races; race++)
            Race(new(race));
        Invariants.Check(_conversation, _store, Report);
    }

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    private void Race(TurnId turn)
    {
        var prompt = new SubmitPrompt(
            _conversation.Id,
            "a prompt",
            _node.Provider.Name,
            null,
            null,
            new IdempotencyStamp($"key-{turn}", "hash"),
            WhileRunning.Reject
        );
        var overtakes = _dice.Next(4) == 0;
        if (overtakes)
        {
            StopByKey(turn, overtakes);
            Step();
        }

        _node.Ask(prompt, reply => _conversation.OnReply(reply));
        if (!overtakes && _dice.Next(4) == 0)
            StopByKey(turn, overtakes);
        if (_dice.Next(4) > 0)
            _run.Advance(TimeSpan.FromSeconds(2));
        var answer = Asked(turn);
        if (answer is not null && _dice.Next(2) == 0)
            Say(answer);
        var stopsFirst = _dice.Next(2) == 0;
        if (stopsFirst)
            Stop(turn);
        Step();
        if (answer is not null)
        {
            Say(answer);
            answer.Finish();
            Step();
        }

        if (!stopsFirst)
            Stop(turn);
        if (_dice.Next(3) == 0)
            Stop(turn);
        Calm(turn);
    }

    /// <summary>A stop that came before the prompt found nothing; the turn is ended by another one.</summary>
    private void Calm(TurnId turn)
    {
        _run.Advance(TimeSpan.FromSeconds(2));
        if (EndOf(turn) is null)
        {
            Report.Count("stop came too early");
            Stop(turn);
            _run.Advance(TimeSpan.FromSeconds(2));
        }

        Report.Count(EndOf(turn)?.GetType().Name ?? "no end");
    }

    private void Step()
    {
        for (var steps = _dice.Next(40); steps > 0 && _run.Step(); steps--) { }
    }

    private void Stop(TurnId turn) =>
        _node.Ask(
            new StopTurn(_conversation.Id, turn),
            reply =>
            {
                _conversation.OnReply(reply);
                if (reply is CommandRefused { Reason: RefusalReason.TurnEnded } refused)
                    Report.Check(refused.TurnId == turn, "I8", () => "another turn was named.");
            }
        );

    /// <summary>The stop of one who does not know the turn's id; it may come before the prompt.</summary>
    private void StopByKey(TurnId turn, bool overtakes) =>
        _node.Ask(
            new StopTurn(_conversation.Id, null, $"key-{turn}"),
            reply =>
            {
                _conversation.OnReply(reply);
                Report.Check(
                    reply switch
                    {
                        TurnStopped stopped => stopped.TurnId == turn,
                        CommandRefused { Reason: RefusalReason.TurnEnded } refused => !overtakes
                            && refused.TurnId == turn,
                        _ => false,
                    },
                    "I8",
                    () => $"a stop of {turn} by its prompt's key was answered with {reply}."
                );
            }
        );

    private void Say(ScriptedTurn answer)
    {
        _conversation.SaidIn(answer.Request.TurnId).Append("word ");
        answer.Say("word ");
    }

    private ScriptedTurn? Asked(TurnId turn) =>
        _node.Provider.Asked.LastOrDefault() is { } last && last.Request.TurnId == turn
            ? last
            : null;

    private TurnEnded? EndOf(TurnId turn) =>
        _store
            .EventsOf(_conversation.Id.PersistenceId)
            .Select(stored => stored.Event)
            .OfType<TurnEnded>()
            .LastOrDefault(ended => ended.TurnId == turn);
}
