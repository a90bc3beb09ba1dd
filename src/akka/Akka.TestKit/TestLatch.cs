namespace Akka.TestKit;

/// <summary>Opens when it was counted down to zero, and lets everybody through who waits.</summary>
public class TestLatch
{
    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>How long <see cref="Ready()"/> waits unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A latch that opens at the first count.</summary>
    public TestLatch()
        : this(1) { }

    /// <summary>A latch that opens after <paramref name="count"/> counts.</summary>
    public TestLatch(int count)
        : this(count, DefaultTimeout) { }

    /// <summary>A latch that opens after <paramref name="count"/> counts.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static time => time, defaultTimeout, count) { }

    /// <summary>A latch whose time-outs are dilated.</summary>
    protected internal TestLatch(
        Func<TimeSpan, TimeSpan> dilate,
        TimeSpan defaultTimeout,
        int count
    )
    {
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _latch = new CountdownEvent(count);
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _latch.IsSet;

    /// <summary>Counts down by one.</summary>
    public void CountDown() => _latch.Signal();

    /// <summary>Opens it, whatever is left to be counted.</summary>
    public void Open()
    {
        while (!_latch.IsSet)
        {
            _latch.Signal();
        }
    }

    /// <summary>Closes it again, with the original count.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="ArgumentException">The time-out is not finite.</exception>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("A latch waits for a limited time.", nameof(timeout));
        }
        if (timeout > TimeSpan.Zero)
        {
            timeout = _dilate(timeout);
        }
        if (!_latch.Wait(timeout))
        {
            throw new TimeoutException(
                $"Timeout of {timeout}: the latch still waits for {_latch.CurrentCount} counts."
            );
        }
    }
}
