using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Tests;

/// <summary>A system of its own for each test, and ears that hear what actors say.</summary>
public abstract class ActorTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Config _config;

    protected ActorTest()
        : this("") { }

    protected ActorTest(string config)
    {
        _config = ConfigurationFactory
            .ParseString(config)
            .WithFallback(
                ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
            );
    }

    protected ActorSystem Sys { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Sys = ActorSystem.Create("test", _config);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Sys.Terminate().WaitAsync(Patience);
    }

    protected Ear Listen(string? name = null) => new(Sys, name);

    /// <summary>An actor made of one function.</summary>
    protected IActorRef Actor(Action<object, IActorContext> handle, string? name = null) =>
        Sys.ActorOf(Props.Create(() => new Lambda(handle)), name);

    protected sealed class Lambda(Action<object, IActorContext> handle) : UntypedActor
    {
        protected override void OnReceive(object message) => handle(message, Context);
    }

    /// <summary>A reference that keeps what it is told, in order.</summary>
    protected sealed class Ear
    {
        private readonly Channel<(object Message, IActorRef Sender)> _heard =
            Channel.CreateUnbounded<(object, IActorRef)>();

        public Ear(ActorSystem system, string? name)
        {
            var heard = _heard.Writer;
            Ref = system.ActorOf(Props.Create(() => new EarActor(heard)), name);
        }

        public IActorRef Ref { get; }

        public IActorRef LastSender { get; private set; } = ActorRefs.NoSender;

        public async Task<object> Hears()
        {
            var (message, sender) = await _heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            LastSender = sender;
            return message;
        }

        public async Task<T> Hears<T>() => (await Hears()).ShouldBeOfType<T>();

        public async Task Hears(params object[] messages)
        {
            foreach (var message in messages)
                (await Hears()).ShouldBe(message);
        }

        /// <summary>Nothing is waiting; call it only when what could come has had its turn.</summary>
        public void HeardNothingElse() => _heard.Reader.TryRead(out _).ShouldBeFalse();

        public void Watch(IActorRef subject) => Ref.Tell(new Order(c => c.Watch(subject)));

        public void Do(Action<IActorContext> order) => Ref.Tell(new Order(order));

        /// <summary>Returns when the ear has handled all that it was told before.</summary>
        public Task Settled() =>
            Ref.Ask<string>(new Order(c => c.Sender.Tell("settled")), Patience);

        private sealed record Order(Action<IActorContext> Action);

        private sealed class EarActor(ChannelWriter<(object, IActorRef)> heard) : UntypedActor
        {
            protected override void OnReceive(object message)
            {
                if (message is Order order)
                    order.Action(Context);
                else
                    heard.TryWrite((message, Sender));
            }
        }
    }
}
