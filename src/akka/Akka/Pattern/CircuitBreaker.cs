using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Pattern;

/// <summary>
/// Guards calls to something that may fail. Closed, it lets them through and counts failures in a row; at the
/// limit it opens and calls fail at once; after the reset timeout it is half open, and the next call decides.
/// A call that takes longer than the call timeout counts as failed.
/// </summary>
public class CircuitBreaker
{
    private readonly Lock _gate = new();
    private readonly List<Action> _onOpen = [];
    private readonly List<Action> _onHalfOpen = [];
    private readonly List<Action> _onClose = [];
    private State _state = State.Closed;
    private int _failures;
    private bool _probing;
    private TimeSpan _openFor;
    private TimeSpan _openedAt;
    private Exception? _lastException;

    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout
    )
        : this(
            scheduler,
            maxFailures,
            callTimeout,
            resetTimeout,
            TimeSpan.FromDays(36500),
            1.0,
            0.0
        ) { }

    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor
    )
        : this(
            scheduler,
            maxFailures,
            callTimeout,
            resetTimeout,
            maxResetTimeout,
            exponentialBackoffFactor,
            0.0
        ) { }

    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor,
        double randomFactor
    )
    {
        if (exponentialBackoffFactor < 1.0)
            throw new ArgumentException("factor must be >= 1.0", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0)
            throw new ArgumentException("must be between 0.0 and 1.0", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
        _openFor = resetTimeout;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public TimeSpan MaxResetTimeout { get; }

    public double ExponentialBackoffFactor { get; }

    public double RandomFactor { get; }

    public long CurrentFailureCount => Volatile.Read(ref _failures);

    public Exception? LastCaughtException => Volatile.Read(ref _lastException);

    public bool IsClosed => Is(State.Closed);

    public bool IsOpen => Is(State.Open);

    public bool IsHalfOpen => Is(State.HalfOpen);

    public static CircuitBreaker Create(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout
    ) => new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>The same, with open times that double up to a limit.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(
            Scheduler,
            MaxFailures,
            CallTimeout,
            ResetTimeout,
            MaxResetTimeout,
            ExponentialBackoffFactor,
            randomFactor
        );

    /// <summary>Makes a call under the breaker's guard.</summary>
    /// <exception cref="OpenCircuitException">The circuit is open.</exception>
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => Guard(body);

    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) =>
        Guard(() => body(state));

    public Task WithCircuitBreaker(Func<Task> body) =>
        Guard(async () =>
        {
            await body().ConfigureAwait(Continuations.FollowDispatcher);
            return Done.Instance;
        });

    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) =>
        WithCircuitBreaker(() => body(state));

    public void WithSyncCircuitBreaker(Action body) =>
        WithSyncCircuitBreaker(() =>
        {
            body();
            return Done.Instance;
        });

    /// <summary>The same for a call that blocks; one that took too long counts as failed afterwards.</summary>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        Enter();
        var start = Scheduler.MonotonicClock;
        try
        {
            var result = body();
            if (Scheduler.MonotonicClock - start > CallTimeout)
                Failed(
                    new TimeoutException(
                        $"Execution did not complete within the time allotted {CallTimeout}"
                    )
                );
            else
                Succeed();
            return result;
        }
        catch (Exception e)
        {
            Failed(e);
            throw;
        }
    }

    /// <summary>Counts a success that happened elsewhere.</summary>
    public void Succeed()
    {
        bool closed;
        lock (_gate)
        {
            if (_state == State.Open)
                return;
            closed = _state == State.HalfOpen;
            _failures = 0;
            _probing = false;
            _state = State.Closed;
            _openFor = ResetTimeout;
        }

        if (closed)
            Notify(_onClose);
    }

    /// <summary>Counts a failure that happened elsewhere.</summary>
    public void Fail() => Failed(new UserCalledFailException());

    public CircuitBreaker OnOpen(Action callback) => Add(_onOpen, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => Add(_onHalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => Add(_onClose, callback);

    private bool Is(State state)
    {
        lock (_gate)
            return _state == state;
    }

    private async Task<T> Guard<T>(Func<Task<T>> body)
    {
        Enter();
        try
        {
            var call = body();
            var result = call.IsCompleted
                ? await call.ConfigureAwait(Continuations.FollowDispatcher)
                : await Continuations
                    .Here(call)
                    .WaitAsync(CallTimeout, TimeProvider.System)
                    .ConfigureAwait(Continuations.FollowDispatcher);
            Succeed();
            return result;
        }
        catch (Exception e)
        {
            Failed(e);
            throw;
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (_state == State.Closed)
                return;
            if (_state == State.HalfOpen && !_probing)
            {
                _probing = true;
                return;
            }

            var remaining = _openFor - (Scheduler.MonotonicClock - _openedAt);
            if (remaining < TimeSpan.Zero || _state == State.HalfOpen)
                remaining = TimeSpan.Zero;
            throw new OpenCircuitException(
                "Circuit Breaker is open; calls are failing fast",
                _lastException!,
                remaining
            );
        }
    }

    private void Failed(Exception cause)
    {
        TimeSpan openFor;
        lock (_gate)
        {
            _lastException = cause;
            if (_state == State.Open)
                return;
            _failures++;
            if (_state == State.Closed && _failures < MaxFailures)
                return;
            if (_state == State.HalfOpen)
                _openFor = Longer(_openFor);
            _probing = false;
            _state = State.Open;
            _openedAt = Scheduler.MonotonicClock;
            openFor = _openFor;
        }

        Scheduler.Advanced.ScheduleOnce(Jittered(openFor), TryReset);
        Notify(_onOpen);
    }

    private void TryReset()
    {
        lock (_gate)
        {
            if (_state != State.Open)
                return;
            _state = State.HalfOpen;
            _probing = false;
        }

        Notify(_onHalfOpen);
    }

    private TimeSpan Longer(TimeSpan openFor)
    {
        var next = openFor * ExponentialBackoffFactor;
        return next > MaxResetTimeout ? MaxResetTimeout : next;
    }

    private TimeSpan Jittered(TimeSpan openFor) =>
        RandomFactor == 0
            ? openFor
            : openFor * (1 + (Util.ThreadLocalRandom.Current.NextDouble() * RandomFactor));

    private CircuitBreaker Add(List<Action> callbacks, Action callback)
    {
        lock (_gate)
            callbacks.Add(callback);
        return this;
    }

    private void Notify(List<Action> callbacks)
    {
        Action[] all;
        lock (_gate)
            all = [.. callbacks];
        foreach (var callback in all)
            ThreadPool.UnsafeQueueUserWorkItem(
                static action => action(),
                callback,
                preferLocal: false
            );
    }
}
