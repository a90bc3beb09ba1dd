namespace ActorStream.LoadClient.Viewing;

/// <summary>What all viewers of a run add up to. Safe from any thread.</summary>
internal sealed class ViewerCounters
{
    private long _events;
    private long _cuts;
    private long _connections;
    private long _lost;
    private long _refused;

    /// <summary>Events received.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Connections that the viewers cut on purpose.</summary>
    public long Cuts => Interlocked.Read(ref _cuts);

    /// <summary>Connections opened.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections that broke or ended although the viewer wanted more.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Connections that got another status than 200.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void AddEvents(int count) => Interlocked.Add(ref _events, count);

    public void AddCut() => Interlocked.Increment(ref _cuts);

    public void AddConnection() => Interlocked.Increment(ref _connections);

    public void AddLost() => Interlocked.Increment(ref _lost);

    public void AddRefused() => Interlocked.Increment(ref _refused);
}
