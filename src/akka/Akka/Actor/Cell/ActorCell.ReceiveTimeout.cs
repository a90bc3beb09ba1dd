namespace Akka.Actor;

public partial class ActorCell
{
    private ReceiveTimeoutState? _receiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    /// <summary>Asks for <see cref="Actor.ReceiveTimeout"/> after that time without messages; null ends it.</summary>
#pragma warning disable MA0061 // The default is Akka.NET's.
    public void SetReceiveTimeout(TimeSpan? timeout = null)
#pragma warning restore MA0061
    {
        if (timeout is { } value && value > TimeSpan.Zero)
        {
            (_receiveTimeout ??= new ReceiveTimeoutState()).Timeout = value;
            return;
        }

        _receiveTimeout?.Cancel();
        _receiveTimeout = null;
    }

    /// <summary>Starts to wait, anew or where it had not begun.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } state || Mailbox.IsClosed)
            return;
        if (!reschedule && state.IsPending && state.Pending == state.Timeout)
            return;
        state.Cancel();
        state.Pending = state.Timeout;
        state.Cancelable = _system.Scheduler.ScheduleTellOnceCancelable(
            state.Timeout,
            _self,
            Akka.Actor.ReceiveTimeout.Instance,
            _self
        );
    }

    private sealed class ReceiveTimeoutState
    {
        public TimeSpan Timeout;
        public TimeSpan Pending;
        public ICancelable? Cancelable;

        public bool IsPending => Cancelable is not null;

        public void Cancel()
        {
            Cancelable?.Cancel(false);
            Cancelable = null;
        }
    }
}
