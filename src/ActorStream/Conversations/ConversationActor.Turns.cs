using System.Text.Json;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Event;

namespace ActorStream.Conversations;

/// <summary>The turn that is being answered.</summary>
internal sealed partial class ConversationActor
{
    private RunningTurn? _turn;

    // From the decision to begin a turn until its end is durable, also if another takes its place.
    private bool _hasSlot;

    private void OnPrompt(SubmitPrompt prompt)
    {
        if (!_providers.TryGet(prompt.Provider, out var provider))
        {
            Sender.Tell(new CommandRefused(RefusalReason.UnknownProvider));
            return;
        }

        var key = prompt.Idempotency?.Key;
        var decision = _state.Decide(prompt, Now, _earlyStops.Contains(key));
        if (decision is Decision.Write { Events: [.., TurnStarted started] })
        {
            if (!_hasSlot && !_slots.TryTake())
            {
                Sender.Tell(new CommandRefused(RefusalReason.Overloaded));
                return;
            }

            _hasSlot = true;
            Act(decision, static actor => actor.EndTurn(), () => Begin(started, provider));
            return;
        }

        Act(decision, static actor => actor.EndTurn());
        if (decision is Decision.Write && key is not null)
            AnswerEarlyStops(key);
    }

    /// <summary>The prompt is durable; now the provider is asked, unless a stop was quicker.</summary>
    private void Begin(TurnStarted started, ITurnProvider provider)
    {
        if (_state.OpenTurn?.TurnId != started.TurnId)
            return;
        var request = new TurnRequest(
            _id,
            started.TurnId,
            _transcript.HistoryBefore(started.TurnId),
            started.Prompt,
            started.Model,
            started.Options is { } options ? JsonElement.Parse(options) : null
        );
        _turn = new(
            new(started.TurnId, _settings.MaxAnswerLength),
            new(Timers, _settings.Timeouts),
            IngestGraph.Start(provider, request, Self, _settings.MaxBatchLength, _materializer)
        );
        _turn.Deadlines.Start(started.TurnId);
    }

    private void OnIngest(IngestMessage message)
    {
        if (_turn is null || _state.OpenTurn?.TurnId != message.TurnId)
            return;
        switch (message)
        {
            case IngestStarted:
                Sender.Tell(IngestAck.Instance);
                break;
            case IngestBatch batch:
                OnBatch(batch, _turn);
                break;
            case IngestCompleted:
                Fail(TurnFailures.Cut);
                break;
            case IngestFailed { Cause: var cause } when TurnFailures.IsShutdown(cause):
                EndTurn();
                break;
            case IngestFailed failed:
                var failure = TurnFailures.Of(failed.Cause);
                Report(message.TurnId, failed.Cause, failure);
                Fail(failure);
                break;
        }
    }

    /// <summary>
    /// A failure with a name needs no stack, and its detail stays out: providers like to quote prompts.
    /// </summary>
    private void Report(TurnId turnId, Exception cause, TurnFailure failure) =>
        Context
            .GetLogger()
            .Warning(
                cause is ProviderException ? null : cause,
                "The provider failed in {0} of {1}: {2}.",
                turnId,
                _id,
                failure.Type
            );

    private void OnBatch(IngestBatch batch, RunningTurn turn)
    {
        var graph = Sender;
        turn.Deadlines.Heard(batch.TurnId);
        var events = turn.Answer.Assemble(batch.Items, Now);
        switch (events)
        {
            case []:
                graph.Tell(IngestAck.Instance);
                break;
            case [.., TurnEnded ended]:
                if (
                    ended is TurnFailed { Failure: var failure }
                    && batch.Items[^1].Fault is { } fault
                )
                    Report(batch.TurnId, fault, failure);
                EndTurn();
                Write(events, static () => { });
                break;
            default:
                turn.Writing = true;
                Write(
                    events,
                    () =>
                    {
                        turn.Writing = false;
                        graph.Tell(IngestAck.Instance);
                    }
                );
                break;
        }
    }

    private void OnDeadline(DeadlineReached deadline)
    {
        if (_turn is null || _state.OpenTurn?.TurnId != deadline.TurnId)
            return;
        if (_turn.Deadlines.Judge(deadline, _turn.Writing) is { } failure)
            Fail(failure);
    }

    private void Fail(TurnFailure failure)
    {
        if (_state.OpenTurn is not { } open)
            return;
        EndTurn();
        Write([new TurnFailed(open.TurnId, failure, Now)], static () => { });
    }

    private void GiveSlotBack()
    {
        if (!_hasSlot)
            return;
        _hasSlot = false;
        _slots.GiveBack();
    }

    /// <summary>Lets go of the provider. The end itself is the caller's to write.</summary>
    private void EndTurn()
    {
        _turn?.Stop();
        _turn = null;
    }

    private sealed class RunningTurn(
        AnswerAssembler answer,
        TurnDeadlines deadlines,
        IngestGraph graph
    )
    {
        public AnswerAssembler Answer { get; } = answer;

        public TurnDeadlines Deadlines { get; } = deadlines;

        /// <summary>Whether a batch is on its way to the disk: the provider waits for us.</summary>
        public bool Writing { get; set; }

        public void Stop()
        {
            Deadlines.Stop();
            graph.Stop();
        }
    }
}
