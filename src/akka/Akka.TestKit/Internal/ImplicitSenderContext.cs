using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.TestKit.Internal;

/// <summary>
/// Carries on with a test after an <c>await</c> on a pool thread, where the test actor still is the
/// sender of what the test sends.
/// </summary>
internal sealed class ImplicitSenderContext(ActorCell testActor) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => work.Context.Run(work.Callback, work.State),
            (Context: this, Callback: d, State: state),
            preferLocal: false
        );

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        var outerCell = InternalCurrentActorCellKeeper.Current;
        var outerContext = Current;
        SetSynchronizationContext(this);
        InternalCurrentActorCellKeeper.Current = testActor;
        try
        {
            callback(state);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outerCell;
            SetSynchronizationContext(outerContext);
        }
    }
}
