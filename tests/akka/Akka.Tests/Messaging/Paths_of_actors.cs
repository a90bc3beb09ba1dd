using Akka.Actor;

namespace Akka.Tests.Messaging;

public sealed class Paths_of_actors : ActorTest
{
    [Fact]
    public void A_path_is_the_way_from_the_root()
    {
        var actor = Actor((_, _) => { }, "name");
        actor.Path.ToString().ShouldBe("akka://test/user/name");
        actor.Path.ToStringWithoutAddress().ShouldBe("/user/name");
        actor.Path.Name.ShouldBe("name");
        actor.Path.Elements.ShouldBe(["user", "name"]);
        actor.Path.Parent.Name.ShouldBe("user");
        actor.Path.Address.ShouldBe(new Address("akka", "test"));
        actor.ToString().ShouldBe($"[akka://test/user/name#{actor.Path.Uid}]");
    }

    [Fact]
    public void Children_without_a_name_get_one()
    {
        Actor((_, _) => { }).Path.Name.ShouldStartWith("$");
    }

    [Fact]
    public void Parsing_gives_the_path_back()
    {
        var actor = Actor((_, _) => { }, "name");
        var parsed = ActorPath.Parse(actor.Path.ToSerializationFormat());
        parsed.ShouldBe(actor.Path);
        parsed.Uid.ShouldBe(actor.Path.Uid);
        ActorPath.TryParse("not a path", out _).ShouldBeFalse();
        Should.Throw<UriFormatException>(() => ActorPath.Parse("not a path"));
    }

    [Fact]
    public void Paths_are_built_with_a_slash()
    {
        var path = new RootActorPath(new Address("akka", "sys")) / "user" / "a" / "b";
        path.ToString().ShouldBe("akka://sys/user/a/b");
        (path == ActorPath.Parse("akka://sys/user/a/b")).ShouldBeTrue();
        (path != ActorPath.Parse("akka://sys/user/a/c")).ShouldBeTrue();
        path.CompareTo(ActorPath.Parse("akka://sys/user/a/c")).ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData("akka://sys", "akka", "sys", null, null)]
    [InlineData("akka.tcp://sys@host:4711", "akka.tcp", "sys", "host", 4711)]
    public void Addresses_are_parsed(
        string text,
        string protocol,
        string system,
        string? host,
        int? port
    )
    {
        var address = Address.Parse(text);
        address.ShouldBe(new Address(protocol, system, host, port));
        address.ToString().ShouldBe(text);
    }

    [Fact]
    public void A_reference_is_equal_to_another_one_of_the_same_incarnation()
    {
        var actor = Actor((_, _) => { }, "name");
        var resolved = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(
            actor.Path.ToSerializationFormat()
        );
        resolved.ShouldBe(actor);
        resolved.GetHashCode().ShouldBe(actor.GetHashCode());
    }
}
