using System.Runtime.CompilerServices;

namespace Akka.Streams.Engine;

internal sealed partial class Island
{
    private const int PullsBetweenSignals = 64;

    private Signal? _inbox; // sent, newest first; any thread
    private Signal? _taken; // taken out, oldest first; the turn's
    private Stage? _pull; // the deferred pull, nearly always the only one
    private Queue<Stage>? _morePulls;
    private IPromise? _settled;

    /// <summary>Asks for a pull of the stage after the current calls have returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Defer(Stage stage)
    {
        if (_pull is null)
            _pull = stage;
        else
            DeferMore(stage);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DeferMore(Stage stage) => (_morePulls ??= new Queue<Stage>(4)).Enqueue(stage);

    internal void Settle(IPromise promise)
    {
        promise.NextPromise = _settled;
        _settled = promise;
    }

    /// <summary>Hands in a signal from any thread.</summary>
    internal void Send(Signal signal)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            signal.NextSignal = head;
            var seen = Interlocked.CompareExchange(ref _inbox, signal, head);
            if (ReferenceEquals(seen, head))
                break;
            head = seen;
        }
        if (
            Volatile.Read(ref _state) == Idle
            && Interlocked.CompareExchange(ref _state, Scheduled, Idle) == Idle
        )
            _dispatcher.ExecuteNext(this);
    }

    public void Execute() => Run();

    /// <summary>One turn: works until there is nothing to do or the budget is spent.</summary>
    public void Run()
    {
        var budget = Materializer.Settings.SyncProcessingLimit;
        if (!_registered && _first is not null && Materializer.IsShutdown)
            AbortStages(Materializer.NewAbruptTermination());
        while (true)
        {
            bool idle;
            try
            {
                if (_hasNew)
                    StartNewStages();
                idle = Work(ref budget);
            }
            catch (Exception failure)
            {
                // A stage's own fault, never a user's function: nothing in the island is safe.
                AbortStages(failure);
                continue;
            }

            UpdateRegistration();
            var settled = _settled;
            _settled = null;
            if (!idle)
            {
                _dispatcher.Schedule(this);
                Fire(settled);
                return;
            }

            // A full fence: the inbox must not be read before others can see the idle state.
            Interlocked.Exchange(ref _state, Idle);
            if (
                Volatile.Read(ref _inbox) is not null
                && Interlocked.CompareExchange(ref _state, Scheduled, Idle) == Idle
            )
            {
                if (settled is null)
                    continue;
                _dispatcher.Schedule(this);
            }
            Fire(settled);
            return;
        }
    }

    /// <summary>Says whether there is nothing left to do; otherwise the budget is spent.</summary>
    private bool Work(ref int budget)
    {
        while (budget > 0)
        {
            // A signal should find the stream at rest, but an endless stream never rests: after
            // some pulls the signals have their turn in any case.
            var pulls = 0;
            while (_pull is { } stage && pulls < PullsBetweenSignals)
            {
                pulls++;
                _pull = null;
                if (!stage.OutClosed)
                    stage.OnPull();
                if (_morePulls is { Count: > 0 } more)
                    RotatePulls(more);
            }
            budget -= pulls;

            if (NextSignal() is { } signal)
            {
                budget--;
                signal.Deliver();
            }
            else if (_pull is null)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Takes the oldest of the deferred pulls next, so that no stage is starved.</summary>
    private void RotatePulls(Queue<Stage> more)
    {
        var newest = _pull;
        _pull = more.Dequeue();
        if (newest is not null)
            more.Enqueue(newest);
    }

    private Signal? NextSignal()
    {
        var next = _taken ?? TakeInbox();
        if (next is null)
            return null;
        _taken = next.NextSignal;
        next.NextSignal = null;
        return next;
    }

    private Signal? TakeInbox()
    {
        if (Volatile.Read(ref _inbox) is null)
            return null;
        var newest = Interlocked.Exchange(ref _inbox, null);
        Signal? oldest = null;
        while (newest is not null)
        {
            var following = newest.NextSignal;
            newest.NextSignal = oldest;
            oldest = newest;
            newest = following;
        }
        return oldest;
    }

    /// <summary>
    /// Settles outside the turn. What awaits the last promise runs here; the others get a turn of
    /// their own on the dispatcher, so that no continuation can hold up another one.
    /// </summary>
    private void Fire(IPromise? settled)
    {
        while (settled is not null)
        {
            var next = settled.NextPromise;
            settled.NextPromise = null;
            if (next is null)
                settled.Run();
            else
                _dispatcher.Schedule(settled);
            settled = next;
        }
    }
}
