using System.Globalization;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using ActorStream.TestKit.Providers;
using Akka.Configuration;

namespace ActorStream.Simulation;

/// <summary>
/// One run of a small system under a seed: the real region, conversations, graphs, views and directory
/// over a store with faults; clients that prompt, repeat, stop and read; viewers that come and go; a
/// provider that says what it likes; a process that is killed and started again. Then everything calms
/// down, and the journal is compared with all that anybody was promised.
/// </summary>
internal sealed partial class ConversationSimulation : IDisposable
{
    private readonly Random _dice;
    private readonly DeterministicRun _run;
    private readonly FaultyStore _store;
    private readonly Config _configuration;
    private readonly List<SimulatedConversation> _conversations = [];
    private readonly List<SimulatedViewer> _viewers = [];
    private readonly List<ScriptedTurn> _answers = [];
    private SimulatedNode _node;
    private int _asked;
    private int _pieces;

    public ConversationSimulation(int seed, string storeName, bool keepsTrace)
    {
        _dice = new Random(seed);
        _run = DeterministicRun.Start(seed, keepsTrace);
        _store = new FaultyStore(storeName);
        _store.Watcher = _run.Note;
        _configuration = SimulatedNode.ConfigurationOf(storeName);
        for (var i = _dice.Next(1, 4); i > 0; i--)
            _conversations.Add(new(NewId(), NewIncarnation(), _store, Report));
        _node = SimulatedNode.Start(_run, _configuration);
        if (_dice.Next(4) > 0)
            Begin();
        _store.Faults = Faults(seed);
    }

    public Report Report { get; } = new();

    public DeterministicRun Run => _run;

    public void Play()
    {
        var actions = _dice.Next(20, 80);
        for (var i = 0; i < actions && Report.Violations.Count == 0; i++)
        {
            Act();
            for (
                var steps = _dice.Next(4) == 0 ? 400 : _dice.Next(40);
                steps > 0 && _run.Step();
                steps--
            )
                NoticeQuestions();
        }

        Settle();
        Report.Check(
            _node.Gateway.OpenTurns == 0,
            "I16",
            () => $"{_node.Gateway.OpenTurns} turns keep others out though all have ended."
        );
        CheckAll();
        RestartInPeace();
    }

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    private static IFaultPlan Faults(int seed)
    {
        var harshness = (seed % 3) switch
        {
            0 => 0,
            1 => 0.01,
            _ => 0.05,
        };
        var rates = new FaultRates
        {
            Fails = harshness,
            IsRejected = harshness / 2,
            FailsAfterwards = harshness,
            Stalls = harshness / 4,
            Slow = 0.3,
            PauseMax = TimeSpan.FromMilliseconds(800),
        };
        return new QueriesThatEnd(
            new SeededFaults(new Random(seed ^ 0x5eed))
            {
                Writes = rates,
                Reads = rates,
                Snapshots = rates with { Fails = harshness * 4 },
            }
        );
    }

    private void Act()
    {
        switch (_dice.Next(100))
        {
            case < 20:
                Prompt();
                break;
            case < 54:
                Say();
                break;
            case < 62:
                EndAnswer();
                break;
            case < 70:
                Stop();
                break;
            case < 80:
                Come();
                break;
            case < 86:
                Go();
                break;
            case < 94:
                _run.Advance(Pause());
                break;
            case < 97:
                var read = Pick(_conversations);
                _node.Ask(new GetTranscript(read.Id), reply => read.OnReply(reply));
                break;
            case < 99:
                Crash();
                break;
            default:
                var erased = Pick(_conversations);
                erased.MayBeErased = true;
                _node.Ask(new DeleteConversation(erased.Id), reply => erased.OnReply(reply));
                break;
        }
    }

    private void Begin()
    {
        foreach (var conversation in _conversations)
            _node.Ask(conversation.Start(), reply => conversation.OnReply(reply));
        _run.RunUntilIdle();
    }

    private void Prompt()
    {
        var conversation = Pick(_conversations);
        if (!conversation.IsCreated)
            _node.Ask(conversation.Start(), reply => conversation.OnReply(reply));
        var key = _dice.Next(3) == 0 ? null : $"key-{_dice.Next(8)}";
        var prompt = new SubmitPrompt(
            conversation.Id,
            "a prompt",
            _node.Provider.Name,
            null,
            null,
            key is null ? null : new(key, new string('0', 64)),
            _dice.Next(4) == 0 ? WhileRunning.Interrupt : WhileRunning.Reject
        );
        for (var times = _dice.Next(5) == 0 ? 2 : 1; times > 0; times--)
            _node.Ask(prompt, reply => conversation.OnReply(reply, key));
    }

    private void Say()
    {
        for (var steps = 300; steps > 0 && _answers.Count == 0 && _run.Step(); steps--)
            NoticeQuestions();
        if (_answers.Count == 0)
            return;
        var answer = Pick(_answers);
        for (var pieces = _dice.Next(1, 6); pieces > 0; pieces--)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"<{++_pieces}>");
            ConversationOf(answer).SaidIn(answer.Request.TurnId).Append(text);
            answer.Say(_dice.Next(8) == 0 ? ChunkKind.Reasoning : ChunkKind.Text, text);
        }
    }

    private void EndAnswer()
    {
        NoticeQuestions();
        if (_answers.Count == 0)
            return;
        var answer = Pick(_answers);
        _answers.Remove(answer);
        switch (_dice.Next(6))
        {
            case 0:
                answer.Cut();
                break;
            case 1:
                answer.Fail(new InvalidOperationException("The provider fails, as planned."));
                break;
            default:
                answer.Finish();
                break;
        }
    }

    private void Stop()
    {
        var conversation = Pick(_conversations);
        TurnId? turn = _dice.Next(2) == 0 ? null : new(_dice.Next(1, 6));
        _node.Ask(new StopTurn(conversation.Id, turn), reply => conversation.OnReply(reply));
    }

    /// <summary>The provider was asked for answers: from now on they can be said.</summary>
    private void NoticeQuestions()
    {
        if (_node.Provider.Asked.Count == _asked)
            return;
        foreach (var turn in _node.Provider.Asked.Skip(_asked))
        {
            ConversationOf(turn).OnAsked(turn.Request.TurnId);
            _answers.Add(turn);
        }

        _asked = _node.Provider.Asked.Count;
    }

    private SimulatedConversation ConversationOf(ScriptedTurn turn) =>
        _conversations.First(c => c.Id == turn.Request.ConversationId);

    private TimeSpan Pause() =>
        _dice.Next(8) switch
        {
            0 => TimeSpan.FromSeconds(25),
            1 => TimeSpan.FromSeconds(5),
            _ => TimeSpan.FromMilliseconds(_dice.Next(1, 1_000)),
        };

    private T Pick<T>(List<T> list) => list[_dice.Next(list.Count)];

    private ConversationId NewId()
    {
        var text = string.Create(
            26,
            _dice,
            static (characters, dice) =>
            {
                for (var i = 0; i < characters.Length; i++)
                    characters[i] = (char)('0' + dice.Next(10));
            }
        );
        return ConversationId.TryParse(text, out var id)
            ? id
            : throw new InvalidOperationException($"'{text}' is no id.");
    }

    private string NewIncarnation() => _dice.Next().ToString("x8", CultureInfo.InvariantCulture);
}
