using Akka.Actor;

namespace Akka.Tests.Actors;

public sealed class Recipes_of_actors : ActorTest
{
    [Fact]
    public async Task An_expression_is_a_recipe()
    {
        var suffix = "!";
        (
            await Sys.ActorOf(Props.Create(() => new Greeter("hello" + suffix)))
                .Ask<string>("?", Patience)
        ).ShouldBe("hello!");
    }

    [Fact]
    public async Task A_type_and_arguments_are_one()
    {
        (await Sys.ActorOf(Props.Create<Greeter>("hello")).Ask<string>("?", Patience)).ShouldBe(
            "hello"
        );
        (
            await Sys.ActorOf(Props.Create(typeof(Greeter), "hi")).Ask<string>("?", Patience)
        ).ShouldBe("hi");
        (await Sys.ActorOf<Plain>().Ask<string>("?", Patience)).ShouldBe("plain");
    }

    [Fact]
    public async Task A_producer_is_one()
    {
        var props = Props.CreateBy(new Producer());
        (await Sys.ActorOf(props).Ask<string>("?", Patience)).ShouldBe("produced");
    }

    [Fact]
    public async Task One_recipe_makes_many_actors()
    {
        var props = Props.Create(() => new Greeter("hello"));
        var one = Sys.ActorOf(props);
        var two = Sys.ActorOf(props);
        one.ShouldNotBe(two);
        (await two.Ask<string>("?", Patience)).ShouldBe("hello");
    }

    [Fact]
    public void Only_a_constructor_call_is_a_recipe()
    {
        Should.Throw<Exception>(() => Props.Create(() => Make()));
    }

    [Fact]
    public void It_is_changed_by_copying()
    {
        var props = Props.Create(() => new Plain());
        var changed = props
            .WithDispatcher("dispatcher")
            .WithMailbox("mailbox")
            .WithStashCapacity(7);
        changed.Dispatcher.ShouldBe("dispatcher");
        changed.Mailbox.ShouldBe("mailbox");
        changed.Deploy.StashCapacity.ShouldBe(7);
        changed.Type.ShouldBe(typeof(Plain));
        props.Deploy.StashCapacity.ShouldBe(Deploy.NoStashSize);
    }

    [Fact]
    public async Task Missing_constructors_are_failures_of_the_child()
    {
        var ear = Listen();
        ear.Watch(Sys.ActorOf(Props.Create(typeof(Greeter), 1, 2, 3)));
        await ear.Hears<Terminated>();
    }

    private static Plain Make() => new();

    private sealed class Greeter(string greeting) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(greeting);
    }

    private sealed class Plain : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("plain");
    }

    private sealed class Producer : IIndirectActorProducer
    {
        public Type ActorType => typeof(Greeter);

        public ActorBase Produce() => new Greeter("produced");

        public void Release(ActorBase actor) { }
    }
}
