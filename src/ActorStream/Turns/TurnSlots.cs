namespace ActorStream.Turns;

/// <summary>
/// How many turns may be answered at the same time, so that what was accepted is answered in time and the
/// rest is refused before anything is written. Safe for any thread.
/// </summary>
/// <param name="max">Turns at most; 0 means no limit.</param>
internal sealed class TurnSlots(int max)
{
    private int _taken;

    /// <summary>Slots that are taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes one, if one is free; who gets it gives it back once.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= max || max == 0)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Somebody else may have it.</summary>
    public void GiveBack() => Interlocked.Decrement(ref _taken);
}
