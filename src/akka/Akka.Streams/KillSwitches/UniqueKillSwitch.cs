namespace Akka.Streams;

/// <summary>Ends the one stream that it was materialised with.</summary>
public sealed class UniqueKillSwitch : IKillSwitch, IKillSwitchOwner
{
    private IKillSwitchStage? _stage;

    internal UniqueKillSwitch() { }

    internal void Attach(IKillSwitchStage stage) => _stage = stage;

    /// <summary>Lets go of the ended stream, whoever still holds the switch.</summary>
    void IKillSwitchOwner.Ended(IKillSwitchStage stage) => Volatile.Write(ref _stage, null);

    public void Shutdown() => Interlocked.Exchange(ref _stage, null)?.End(null);

    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Interlocked.Exchange(ref _stage, null)?.End(cause);
    }

    public override string ToString() => "UniqueKillSwitch";
}
