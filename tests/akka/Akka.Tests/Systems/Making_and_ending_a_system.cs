using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Tests.Systems;

public sealed class Making_and_ending_a_system : ActorTest
{
    [Theory]
    [InlineData("has space")]
    [InlineData("-dash")]
    [InlineData("")]
    public void A_name_has_rules(string name)
    {
        Should.Throw<ArgumentException>(() => ActorSystem.Create(name));
    }

    [Fact]
    public async Task The_configuration_lies_over_the_reference()
    {
        var system = ActorSystem.Create(
            "configured",
            ConfigurationFactory.ParseString("my.key = 1")
        );
        system.Name.ShouldBe("configured");
        system.Settings.Config.GetInt("my.key").ShouldBe(1);
        system.Settings.Config.HasPath("akka.actor.default-dispatcher").ShouldBeTrue();
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Setups_may_be_combined()
    {
        var setup = BootstrapSetup
            .Create()
            .WithConfig(ConfigurationFactory.ParseString("my.key = 1"))
            .WithConfigFallback(ConfigurationFactory.ParseString("my.key = 2\nmy.other = 3"))
            .And(new MySetup("mine"));
        var system = ActorSystem.Create("setup", setup);
        system.Settings.Config.GetInt("my.key").ShouldBe(1);
        system.Settings.Config.GetInt("my.other").ShouldBe(3);
        system.Settings.Setup.Get<MySetup>().Value.Text.ShouldBe("mine");
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Terminating_ends_all_actors_first()
    {
        var system = ActorSystem.Create("ending");
        var stopped = new TaskCompletionSource();
        system.ActorOf(Props.Create(() => new TellsOfItsEnd(stopped)));
        var order = new List<string>();
        var done = new TaskCompletionSource();
        system.RegisterOnTermination(() =>
        {
            order.Add(stopped.Task.IsCompleted ? "first" : "too early");
            done.SetResult();
        });
        system.RegisterOnTermination(() => order.Add("second"));
        await system.Terminate().WaitAsync(Patience);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        await done.Task.WaitAsync(Patience);
        order.ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task Terminating_twice_is_terminating_once()
    {
        var system = ActorSystem.Create("twice");
        await Task.WhenAll(system.Terminate(), system.Terminate()).WaitAsync(Patience);
    }

    [Fact]
    public async Task Tens_of_thousands_of_actors_end_quickly()
    {
        var system = ActorSystem.Create("crowd");
        var props = Props.Create(() => new Idle());
        for (var i = 0; i < 20_000; i++)
            system.ActorOf(props);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task An_ended_system_makes_no_actors()
    {
        var system = ActorSystem.Create("over");
        await system.Terminate().WaitAsync(Patience);
        Should.Throw<InvalidOperationException>(() =>
            system.ActorOf(Props.Create(() => new Idle()))
        );
    }

    [Fact]
    public void An_extension_is_made_once()
    {
        var one = Sys.WithExtension<Counted, CountedProvider>();
        var two = new CountedProvider().Apply(Sys);
        two.ShouldBeSameAs(one);
        Sys.HasExtension<Counted>().ShouldBeTrue();
        Sys.GetExtension<Counted>().ShouldBeSameAs(one);
    }

    [Fact]
    public async Task Extensions_of_the_configuration_are_loaded()
    {
        var provider =
            $"{typeof(CountedProvider).FullName}, {typeof(CountedProvider).Assembly.GetName().Name}";
        var system = ActorSystem.Create(
            "extended",
            ConfigurationFactory.ParseString($"akka.extensions = [\"{provider}\"]")
        );
        system.HasExtension<Counted>().ShouldBeTrue();
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Extensions_may_add_their_reference()
    {
        Sys.Settings.InjectTopLevelFallback(
            ConfigurationFactory.ParseString("my.extension.key = 7")
        );
        Sys.Settings.Config.GetInt("my.extension.key").ShouldBe(7);
        await Task.CompletedTask;
    }

    public sealed class Counted : IExtension;

    public sealed class CountedProvider : ExtensionIdProvider<Counted>
    {
        public override Counted CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class MySetup(string text) : Setup
    {
        public string Text => text;
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }

    private sealed class TellsOfItsEnd(TaskCompletionSource stopped) : UntypedActor
    {
        protected override void PostStop() => stopped.SetResult();

        protected override void OnReceive(object message) { }
    }
}
