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
            (_receiveTimeout ??= new ReceiveTimeoutState(_self, _system.Scheduler)).Timeout = value;
            return;
        }

        _receiveTimeout?.Cancel();
        _receiveTimeout = null;
    }

    /// <summary>Starts to wait, anew or where it had not begun.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is { } state && !Mailbox.IsClosed)
            state.Wait(anew: reschedule);
    }

    /// <summary>
    /// One timer for a whole run of messages: each only notes when it ended. A timer that goes off too early
    /// for the last of them is set again for what is left.
    /// </summary>
    private sealed class ReceiveTimeoutState(IActorRef self, IScheduler scheduler)
    {
        private const long Working = long.MaxValue;

        private readonly IActorRef _self = self;
        private readonly IScheduler _scheduler = scheduler;
        private Alarm? _alarm;

        // When the last message had been handled; read by the timer.
        private long _since;

        public TimeSpan Timeout { get; set; }

        /// <summary>A message is being handled: that takes as long as it likes.</summary>
        public void Work() => Volatile.Write(ref _since, Working);

        public void Wait(bool anew)
        {
            var fits = _alarm?.Timeout == Timeout;
            if (fits && !anew)
                return;
            Volatile.Write(ref _since, _scheduler.HighResMonotonicClock.Ticks);
            if (fits && !_alarm!.HasRung)
                return;
            Cancel();
            _alarm = new Alarm(this, Timeout);
            _alarm.Set(Timeout);
        }

        public void Cancel()
        {
            _alarm?.Cancel();
            _alarm = null;
        }

        private sealed class Alarm(ReceiveTimeoutState state, TimeSpan timeout)
        {
            private ICancelable? _cancelable;
            private bool _hasRung;

            public TimeSpan Timeout => timeout;

            public bool HasRung => Volatile.Read(ref _hasRung);

            public void Set(TimeSpan delay)
            {
                _cancelable ??= new Cancelable(state._scheduler.Advanced);
                state._scheduler.Advanced.ScheduleOnce(delay, Ring, _cancelable);
            }

            public void Cancel() => _cancelable?.Cancel(false);

            private void Ring()
            {
                if (_cancelable!.IsCancellationRequested)
                    return;
                var since = Volatile.Read(ref state._since);
                var left =
                    since == Working
                        ? timeout
                        : timeout - (state._scheduler.HighResMonotonicClock - new TimeSpan(since));
                if (left > TimeSpan.Zero)
                {
                    Set(left);
                    return;
                }

                Volatile.Write(ref _hasRung, true);
                state._self.Tell(Akka.Actor.ReceiveTimeout.Instance, state._self);
            }
        }
    }
}
