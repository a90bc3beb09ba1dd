using Akka.Streams.Engine;

namespace Akka.Streams;

/// <summary>Ends the stream with a cancellation token.</summary>
internal sealed class CancellationFlowStage<T>(
    Island island,
    Stage<T> down,
    CancellationToken token,
    bool cancelGracefully
) : LinearStage<T, T>(island, down)
{
    private CancellationTokenRegistration _registration;

    internal override void PreStart()
    {
        if (token.IsCancellationRequested)
        {
            End();
            return;
        }
        if (token.CanBeCanceled)
        {
            _registration = token.UnsafeRegister(
                static wake => ((WakeSignal)wake!).Send(),
                new WakeSignal(this)
            );
        }
    }

    internal override void OnPush(T element) => Down.OnPush(element);

    internal override void OnResume() => End();

    private void End()
    {
        if (cancelGracefully)
            CompleteStage();
        else
            FailStage(new OperationCanceledException("The stream was cancelled", token));
    }

    // Not Dispose: it would wait for a callback that runs right now, and needs nothing from it.
    protected override void PostStop() => _registration.Unregister();
}
