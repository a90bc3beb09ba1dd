using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>Viewers and processes that come and go, and the calm at the end.</summary>
internal sealed partial class ConversationSimulation
{
    private const int ViewersMax = 6;

    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(4);

    private void Come()
    {
        var gone = _viewers.Where(viewer => !viewer.IsConnected).ToList();
        if (gone.Count > 0 && _dice.Next(3) > 0)
        {
            Pick(gone).Connect(_node);
        }
        else if (_viewers.Count < ViewersMax)
        {
            var viewer = new SimulatedViewer(
                $"viewer {_viewers.Count + 1}",
                Pick(_conversations),
                _store,
                _run,
                Report
            );
            _viewers.Add(viewer);
            viewer.Connect(_node);
        }
    }

    private void Go()
    {
        var here = _viewers.Where(viewer => viewer.IsConnected).ToList();
        if (here.Count > 0)
            Pick(here).Leave();
    }

    /// <summary>Sometimes it is killed again while it heals.</summary>
    private void Crash()
    {
        do
        {
            Report.Count("crash");
            Restart();
            for (var steps = _dice.Next(120); steps > 0 && _run.Step(); steps--)
                NoticeQuestions();
        } while (_dice.Next(4) == 0);
    }

    private void Restart()
    {
        NoticeQuestions();
        _node.Kill();
        foreach (var viewer in _viewers)
            viewer.Drop();
        _answers.Clear();
        _asked = 0;
        _node = SimulatedNode.Start(_run, _configuration);
    }

    /// <summary>
    /// No faults any more: time-outs end what is open, breakers close, what was lost is asked again.
    /// </summary>
    private void Settle()
    {
        _store.Faults = FaultPlan.None;
        _run.Advance(Calm);
        foreach (var viewer in _viewers.Where(viewer => !viewer.IsConnected))
            viewer.Connect(_node);
        _run.Advance(Calm);
        NoticeQuestions();
    }

    private void CheckAll()
    {
        foreach (var conversation in _conversations)
        {
            Invariants.Check(conversation, _store, Report);
            ExpectTranscript(conversation);
        }

        foreach (var viewer in _viewers)
        {
            var id = viewer.Conversation.Id;
            var highest = _store.HighestSequenceNr(id.PersistenceId);
            Report.Check(
                viewer.Conversation.MayBeErased || (viewer.Last?.SequenceNr ?? 0) == highest,
                "I2",
                () => $"a viewer of {id} is at {viewer.Last}, the journal at {highest}."
            );
        }
    }

    private void ExpectTranscript(SimulatedConversation conversation)
    {
        if (!conversation.IsCreated || conversation.MayBeErased)
            return;
        object? answer = null;
        _node.Ask(new GetTranscript(conversation.Id), reply => answer = reply);
        _run.Advance(TimeSpan.FromSeconds(15));
        if (answer is ConversationTranscript transcript)
            Invariants.Check(transcript, _store, Report);
        else
            Report.Check(false, "service", () => $"no transcript after the calm, but {answer}.");
    }

    /// <summary>Nothing is open: two more restarts write nothing (I10), and all is soon ready.</summary>
    private void RestartInPeace()
    {
        var before = Lengths();
        for (var i = 0; i < 2; i++)
        {
            Restart();
            _run.Advance(TimeSpan.FromSeconds(5));
            var readiness = _run.Spawn(
                _node.System,
                "client GetReadiness",
                async () =>
                {
                    foreach (var conversation in _conversations)
                    {
                        await _node.Gateway.AskAsync(
                            new WakeConversation(conversation.Id),
                            CancellationToken.None
                        );
                    }

                    return await _node.Gateway.GetReadinessAsync(CancellationToken.None);
                }
            );
            _run.Advance(TimeSpan.FromSeconds(5));
            Report.Check(
                readiness is { IsCompletedSuccessfully: true, Result.IsReady: true },
                "service",
                () => "not ready ten seconds after a restart."
            );
        }

        Report.Check(Lengths().SequenceEqual(before), "I10", () => "a restart in peace wrote.");
        foreach (var conversation in _conversations)
            Invariants.CheckErasure(conversation, _store, Report);
        foreach (var id in _store.PersistenceIds)
        {
            foreach (var stored in _store.EventsOf(id))
                _run.Note($"{id} {stored.SequenceNr} {Convert.ToHexString(stored.Payload.Span)}");
        }
    }

    private List<long> Lengths() =>
        [.. _conversations.Select(c => _store.HighestSequenceNr(c.Id.PersistenceId))];
}
