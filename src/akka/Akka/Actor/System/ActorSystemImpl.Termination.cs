using Akka.Event;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    public override void RegisterOnTermination(Action code) => _terminationCallbacks.Add(code);

    public override Task Terminate()
    {
        if (_settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            _ = CoordinatedShutdown
                .Get(this)
                .Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <summary>Stops the guardians; everything else follows from their end.</summary>
    internal void FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) != 0)
            return;
        if (_provider.IsInitialized)
            _provider.Guardian.Stop();
        else
            FinishTermination();
    }

    internal override void Abort() => FinalTerminate();

    private void FinishTermination()
    {
        try
        {
            _terminationCallbacks.Run(e => _log.Error(e, "A termination callback failed"));
        }
        finally
        {
            (_scheduler as IDisposable)?.Dispose();
            _dispatchers.ShutdownAll();
            _eventStream.StopDefaultLoggers(this);
            _whenTerminated.TrySetResult();
        }
    }

    /// <summary>What to do at the end; the last one that came is the first one done.</summary>
    private sealed class TerminationCallbacks
    {
        private readonly Stack<Action> _callbacks = new();
        private bool _ran;

        public void Add(Action code)
        {
            lock (_callbacks)
            {
                if (_ran)
                    throw new InvalidOperationException("ActorSystem already terminated.");
                _callbacks.Push(code);
            }
        }

        public void Run(Action<Exception> report)
        {
            while (true)
            {
                Action? next;
                lock (_callbacks)
                {
                    if (!_callbacks.TryPop(out next))
                    {
                        _ran = true;
                        return;
                    }
                }

                try
                {
                    next();
                }
#pragma warning disable CA1031 // The others still have to run.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    report(e);
                }
            }
        }
    }
}
