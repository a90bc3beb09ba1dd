using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// The reference that answers to a question go to. It has no name until somebody looks at its path: only then
/// it is registered under /temp.
/// </summary>
public sealed class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;
    private ActorPath? _path;
    private TimerQueue.Timer? _timeout;
    private CancellationTokenRegistration _cancellation;
    private object? _watchers;
    private bool _registered;

    public FutureActorRef(
        TaskCompletionSource<T> result,
        ActorPath path,
        IActorRefProvider provider
    )
    {
        _result = result;
        _path = path;
        _provider = provider;
    }

    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        _result = result;
        _provider = provider;
    }

    public override ActorPath Path => _path ?? Register();

    public override IActorRefProvider Provider => _provider;

    public override bool IsTerminated => _result.Task.IsCompleted;

    /// <summary>Sends the question.</summary>
    public void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when watch.Watchee.Equals(this) && !watch.Watcher.Equals(this):
                AddWatcher(watch.Watcher);
                break;
            case Unwatch unwatch when unwatch.Watchee.Equals(this):
                lock (_result)
                    (_watchers as HashSet<IActorRef>)?.Remove(unwatch.Watcher);
                break;
        }
    }

    public override void Stop() => Finish(_result.TrySetCanceled());

    protected override void TellInternal(object message, IActorRef sender)
    {
        var handled = message switch
        {
            ISystemMessage => _result.TrySetException(
                new InvalidOperationException("A system message is no answer.")
            ),
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            Status.Failure failure => _result.TrySetException(
                failure.Cause
                    ?? new TaskCanceledException("Task cancelled by actor via Failure message.")
            ),
            _ => _result.TrySetException(
                new ArgumentException(
                    $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"
                )
            ),
        };
        Finish(handled);
        if (!handled)
            _provider.DeadLetters.Tell(message ?? default(T)!, this);
    }

    internal override int HashOfIdentity() =>
        System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal void ExpireAfter(TimeSpan timeout)
    {
        var timer = new Expiry(this, timeout);
        if (_provider is LocalActorRefProvider { VirtualTime: { } time })
        {
            time.Advanced.ScheduleOnce(timeout, timer.Fire, new Answered(_result.Task));
            return;
        }

        _timeout = timer;
        AskTimers.Of(_provider).Schedule(timer, timeout);
    }

    internal void CancelWith(CancellationToken token) =>
        _cancellation = token.UnsafeRegister(
            static (state, token) =>
            {
                var future = (FutureActorRef<T>)state!;
                future.Finish(future._result.TrySetCanceled(token));
            },
            this
        );

    private ActorPath Register()
    {
        lock (_result)
        {
            if (_path is { } known)
                return known;
            var path = _provider.TempPath();
            Volatile.Write(ref _path, path);
            if (!_result.Task.IsCompleted)
            {
                _registered = true;
                _provider.RegisterTempActor(this, path);
            }

            return path;
        }
    }

    private void AddWatcher(IInternalActorRef watcher)
    {
        lock (_result)
        {
            if (!_result.Task.IsCompleted)
            {
                ((HashSet<IActorRef>)(_watchers ??= new HashSet<IActorRef>())).Add(watcher);
                return;
            }
        }

        watcher.SendSystemMessage(new DeathWatchNotification(this, true, false));
    }

    private void Finish(bool first)
    {
        if (!first)
            return;
        if (_timeout is { } timer)
            timer.Queue?.Remove(timer);
        _cancellation.Unregister();
        if (_path is null)
            return;
        HashSet<IActorRef>? watchers;
        lock (_result)
        {
            if (_registered)
                _provider.UnregisterTempActor(_path);
            _registered = false;
            watchers = _watchers as HashSet<IActorRef>;
            _watchers = null;
        }

        if (watchers is null)
            return;
        foreach (var watcher in watchers)
            ((IInternalActorRef)watcher).SendSystemMessage(
                new DeathWatchNotification(this, true, false)
            );
    }

    /// <summary>Calls off the time-out of a question that was answered.</summary>
    private sealed class Answered(Task result) : ICancelable
    {
        public bool IsCancellationRequested => result.IsCompleted;

        public CancellationToken Token => CancellationToken.None;

        public void Cancel() { }

        public void Cancel(bool throwOnFirstException) { }

        public void CancelAfter(TimeSpan delay) { }

        public void CancelAfter(int millisecondsDelay) { }
    }

    private sealed class Expiry(FutureActorRef<T> future, TimeSpan after)
        : TimerQueue.Timer(null, TimeSpan.Zero)
    {
        internal override bool IsCancelled => future._result.Task.IsCompleted;

        internal override void Fire() =>
            future.Finish(
                future._result.TrySetException(
                    new AskTimeoutException($"Timeout after {after} seconds")
                )
            );
    }
}
