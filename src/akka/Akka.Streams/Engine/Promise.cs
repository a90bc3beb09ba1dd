using Akka.Dispatch;

namespace Akka.Streams.Engine;

/// <summary>
/// A materialised task. It is settled when the island's turn is over, so that what awaits it may
/// run inline: no hop to another thread, and the same order under a deterministic dispatcher.
/// </summary>
internal sealed class Promise<T>(Island island) : TaskCompletionSource<T>, IPromise, IRunnable
{
    private T _result = default!;
    private Exception? _failure;
    private bool _settled;

    IPromise? IPromise.NextPromise { get; set; }

    internal bool IsSettled => _settled;

    internal void Succeed(T result)
    {
        if (_settled)
            return;
        _settled = true;
        _result = result;
        island.Settle(this);
    }

    internal void Fail(Exception cause)
    {
        if (_settled)
            return;
        _settled = true;
        _failure = cause;
        island.Settle(this);
    }

    public void Run()
    {
        if (_failure is null)
            TrySetResult(_result);
        else
            TrySetException(_failure);
    }

    public void Execute() => Run();
}

internal interface IPromise : IRunnable
{
    IPromise? NextPromise { get; set; }
}
