namespace Akka.TestKit;

/// <summary>Holds a number of threads until all have arrived.</summary>
public class TestBarrier
{
    private readonly Barrier _barrier;
    private readonly TestKitBase _testKit;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>How long <see cref="Await()"/> waits unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A barrier for <paramref name="count"/> threads.</summary>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(testKit);
        _testKit = testKit;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Arrives, and waits for the others.</summary>
    /// <exception cref="TimeoutException">Somebody did not come.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Arrives, and waits for the others.</summary>
    /// <exception cref="TimeoutException">Somebody did not come.</exception>
    public void Await(TimeSpan timeout)
    {
        var dilated = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(dilated))
        {
            throw new TimeoutException($"Timeout of {dilated} at a barrier.");
        }
    }

    /// <summary>Nothing to do: the barrier closes behind each group.</summary>
    public void Reset() { }
}
