using Akka.Event;

namespace Akka.Actor
{
    /// <summary>Timers that live with one instance of an actor: they end with it and never outlive a restart.</summary>
    public interface ITimerScheduler
    {
        /// <summary>The keys of the timers that run.</summary>
        IReadOnlyCollection<object> ActiveTimers { get; }

        /// <summary>Tells the actor the message again and again; a timer of the same key ends.</summary>
        void StartPeriodicTimer(object key, object msg, TimeSpan interval);

        void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

        void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

        void StartPeriodicTimer(
            object key,
            object msg,
            TimeSpan initialDelay,
            TimeSpan interval,
            IActorRef sender
        );

        /// <summary>Tells the actor the message once; a timer of the same key ends.</summary>
        void StartSingleTimer(object key, object msg, TimeSpan timeout);

        void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

        bool IsTimerActive(object key);

        /// <summary>Ends a timer; its message isn't seen any more, not even when it is in the mailbox already.</summary>
        void Cancel(object key);

        void CancelAll();
    }

    /// <summary>An actor with timers.</summary>
    public interface IWithTimers
    {
        ITimerScheduler Timers { get; set; }
    }
}

namespace Akka.Actor.Timers
{
    /// <summary>
    /// The timers of one actor. What a timer tells is an envelope with the timer in it, opened on arrival: when
    /// the timer has been ended or replaced meanwhile, the message inside is dropped.
    /// </summary>
    internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
    {
        private readonly Dictionary<object, Timer> _timers = [];

        public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

        public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
            Start(key, msg, interval, interval, null);

        public void StartPeriodicTimer(
            object key,
            object msg,
            TimeSpan interval,
            IActorRef sender
        ) => Start(key, msg, interval, interval, sender);

        public void StartPeriodicTimer(
            object key,
            object msg,
            TimeSpan initialDelay,
            TimeSpan interval
        ) => Start(key, msg, initialDelay, interval, null);

        public void StartPeriodicTimer(
            object key,
            object msg,
            TimeSpan initialDelay,
            TimeSpan interval,
            IActorRef sender
        ) => Start(key, msg, initialDelay, interval, sender);

        public void StartSingleTimer(object key, object msg, TimeSpan timeout) =>
            Start(key, msg, timeout, null, null);

        public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
            Start(key, msg, timeout, null, sender);

        public bool IsTimerActive(object key) => _timers.ContainsKey(key);

        public void Cancel(object key)
        {
            if (_timers.Remove(key, out var timer))
                timer.Cancelable.Cancel(false);
        }

        public void CancelAll()
        {
            foreach (var timer in _timers.Values)
                timer.Cancelable.Cancel(false);
            _timers.Clear();
        }

        internal bool Accept(Timer timer)
        {
            if (
                !_timers.TryGetValue(timer.Key, out var running) || !ReferenceEquals(running, timer)
            )
                return false;
            if (!timer.IsPeriodic)
                _timers.Remove(timer.Key);
            return true;
        }

        private void Start(
            object key,
            object msg,
            TimeSpan delay,
            TimeSpan? interval,
            IActorRef? sender
        )
        {
            ArgumentNullException.ThrowIfNull(key);
            ArgumentNullException.ThrowIfNull(msg);
            Cancel(key);
            var scheduler = cell.System.Scheduler;
            var timer = new Timer(this, key, msg, interval is not null);
            object message =
                msg is INotInfluenceReceiveTimeout ? new QuietTick(timer) : new Tick(timer);
            timer.Cancelable = interval is { } period
                ? scheduler.ScheduleTellRepeatedlyCancelable(
                    delay,
                    period,
                    cell.Self,
                    message,
                    sender ?? cell.Self
                )
                : scheduler.ScheduleTellOnceCancelable(
                    delay,
                    cell.Self,
                    message,
                    sender ?? cell.Self
                );
            _timers[key] = timer;
        }

        internal sealed class Timer(
            TimerScheduler owner,
            object key,
            object message,
            bool isPeriodic
        )
        {
            public TimerScheduler Owner => owner;

            public object Key => key;

            public object Message => message;

            public bool IsPeriodic => isPeriodic;

            public ICancelable Cancelable { get; set; } = null!;
        }

        internal class Tick(Timer timer)
            : IAutoReceivedMessage,
                INoSerializationVerificationNeeded,
                IDeadLetterSuppression,
                IWrappedMessage
        {
            public Timer Timer => timer;

            public object Message => timer.Message;

            public override string ToString() => $"Timer({timer.Key}, {timer.Message})";
        }

        internal sealed class QuietTick(Timer timer) : Tick(timer), INotInfluenceReceiveTimeout;
    }
}
