namespace Akka.Actor;

/// <summary>Something that may be called off; its token source is only made for those who ask for the token.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler? _scheduler;
    private CancellationTokenSource? _source;
    private TimerQueue.Timer? _timer;
    private int _cancelled;

    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler)
    {
        CancelAfter(millisecondsDelay);
    }

    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced) { }

    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    public Cancelable(IActionScheduler scheduler)
    {
        _scheduler = scheduler;
    }

    private Cancelable(IActionScheduler? scheduler, CancellationTokenSource source)
    {
        _scheduler = scheduler;
        _source = source;
        source.Token.UnsafeRegister(static state => ((Cancelable)state!).Cancel(false), this);
    }

    public bool IsCancellationRequested => Volatile.Read(ref _cancelled) != 0;

    public bool IsDisposed { get; private set; }

    public CancellationToken Token
    {
        get
        {
            if (Volatile.Read(ref _source) is { } source)
                return source.Token;
            var fresh = new CancellationTokenSource();
            source = Interlocked.CompareExchange(ref _source, fresh, null) ?? fresh;
            if (IsCancellationRequested)
                source.Cancel();
            return source.Token;
        }
    }

    /// <summary>One that is called off already.</summary>
    public static ICancelable CreateCanceled()
    {
        var cancelable = new Cancelable((IActionScheduler)null!);
        cancelable.Cancel(false);
        return cancelable;
    }

    public static ICancelable CreateLinkedCancelable(
        IScheduler scheduler,
        params ICancelable[] cancelables
    ) => CreateLinkedCancelable(scheduler.Advanced, cancelables);

    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler,
        params ICancelable[] cancelables
    ) => CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, c => c.Token));

    public static ICancelable CreateLinkedCancelable(
        IScheduler scheduler,
        params CancellationToken[] cancellationTokens
    ) => CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    /// <summary>One that is called off with the first of these tokens.</summary>
    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler,
        params CancellationToken[] cancellationTokens
    ) =>
        new Cancelable(
            scheduler,
            CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens)
        );

    public void Cancel() => Cancel(false);

    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Interlocked.Exchange(ref _cancelled, 1) != 0)
            return;
        if (Interlocked.Exchange(ref _timer, null) is { } timer)
            timer.Queue?.Remove(timer);
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(
                nameof(delay),
                delay,
                "The delay must not be negative."
            );
        if (IsCancellationRequested)
            return;
        if (delay == TimeSpan.Zero)
            Cancel(false);
        else
            _scheduler!.ScheduleOnce(delay, Cancel, this);
    }

    public void CancelAfter(int millisecondsDelay) =>
        CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed || !disposing)
            return;
        IsDisposed = true;
        _source?.Dispose();
    }

    internal void Own(TimerQueue.Timer timer)
    {
        Volatile.Write(ref _timer, timer);
        if (IsCancellationRequested)
            timer.Queue?.Remove(timer);
    }
}

/// <summary>Calling off what may not be there.</summary>
public static class CancelableExtensions
{
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
