using Akka.Streams.Engine;

namespace Akka.Streams;

/// <summary>Where a kill switch ends its stream.</summary>
internal sealed class KillSwitchStage<T>(Island island, Stage<T> down)
    : LinearStage<T, T>(island, down),
        IKillSwitchStage
{
    internal IKillSwitchOwner? Owner;

    internal override void OnPush(T element) => Down.OnPush(element);

    public void End(Exception? cause) => Island.Send(new EndSignal(this, cause));

    protected override void PostStop() => Owner?.Ended(this);

    internal void EndNow(Exception? cause)
    {
        if (cause is null)
            CompleteStage();
        else
            FailStage(cause);
    }

    private sealed class EndSignal(KillSwitchStage<T> stage, Exception? cause) : Signal
    {
        internal override void Deliver() => stage.EndNow(cause);
    }
}

internal interface IKillSwitchStage
{
    /// <summary>Completes, or with a cause fails, the stream; from any thread.</summary>
    void End(Exception? cause);
}

internal interface IKillSwitchOwner
{
    /// <summary>The stage has ended; the switch must no longer hold it.</summary>
    void Ended(IKillSwitchStage stage);
}
