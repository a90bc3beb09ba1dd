using Akka.Dispatch;

namespace Akka.Streams.Engine;

/// <summary>
/// Something that happened outside and must be handled inside the island. A signal is its own
/// queue node: it may be sent again only after it was delivered.
/// </summary>
internal abstract class Signal
{
    internal Signal? NextSignal;

    internal abstract void Deliver();
}

/// <summary>Carries an action into the island, for what happens rarely.</summary>
internal sealed class ActionSignal(Action action) : Signal
{
    internal override void Deliver() => action();
}

/// <summary>
/// Wakes its stage. Sending it again before it was delivered is allowed and wakes once.
/// </summary>
internal sealed class WakeSignal(Stage stage) : Signal
{
    private int _sent;

    internal void Send()
    {
        if (Interlocked.Exchange(ref _sent, 1) == 0)
            stage.Island.Send(this);
    }

    internal override void Deliver()
    {
        // A full fence: what the sender wrote before a send that finds the flag still set, the stage
        // has to see.
        Interlocked.Exchange(ref _sent, 0);
        if (!stage.Stopped)
            stage.OnResume();
    }
}

/// <summary>
/// Awaits one task at a time for its stage without an allocation per wait.
/// </summary>
internal sealed class Resumption : Signal
{
    private readonly Action _send;
    private Stage? _stage;

    internal Resumption(Stage stage)
    {
        _stage = stage;
        _send = Send;
    }

    internal void Await(Task task) =>
        task.ConfigureAwait(Continuations.FollowDispatcher).GetAwaiter().UnsafeOnCompleted(_send);

    internal void Await<T>(ValueTask<T> task) =>
        task.ConfigureAwait(Continuations.FollowDispatcher).GetAwaiter().UnsafeOnCompleted(_send);

    internal void Await(ValueTask task) =>
        task.ConfigureAwait(Continuations.FollowDispatcher).GetAwaiter().UnsafeOnCompleted(_send);

    /// <summary>
    /// Forgets the stage, which has ended: what is awaited may last, and must not keep the stream.
    /// </summary>
    internal void Detach() => Volatile.Write(ref _stage, null);

    private void Send() => Volatile.Read(ref _stage)?.Island.Send(this);

    /// <summary>A stopped stage hears of it too: it may have a resource to release.</summary>
    internal override void Deliver() => Volatile.Read(ref _stage)?.OnResume();
}
