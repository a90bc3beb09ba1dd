using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Tests.Systems;

public sealed class Serializing_objects : ActorTest
{
    public Serializing_objects()
        : base(
            $$"""
            akka.actor {
              serializers {
                mine = "{{typeof(MySerializer).FullName}}, {{typeof(MySerializer).Assembly.GetName().Name}}"
              }
              serialization-bindings {
                "{{typeof(IMine).FullName}}, {{typeof(IMine).Assembly.GetName().Name}}" = mine
              }
            }
            """
        ) { }

    [Fact]
    public void A_binding_holds_for_what_implements_its_type()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Greeting("hello"));
        serializer.ShouldBeOfType<MySerializer>();
        serializer.Identifier.ShouldBe(4711);
    }

    [Fact]
    public void Bytes_identifier_and_manifest_give_the_object_back()
    {
        var greeting = new Greeting("hello");
        var serializer = Sys.Serialization.FindSerializerFor(greeting);
        var manifest = Serialization.Serialization.ManifestFor(serializer, greeting);
        manifest.ShouldBe("greeting.v1");
        var bytes = serializer.ToBinary(greeting);
        Encoding.UTF8.GetString(bytes).ShouldBe("hello");
        Sys.Serialization.Deserialize(bytes, 4711, manifest).ShouldBe(greeting);
    }

    [Fact]
    public void Byte_arrays_pass_through()
    {
        byte[] bytes = [1, 2, 3];
        Sys.Serialization.FindSerializerFor(bytes).ShouldBeOfType<ByteArraySerializer>();
        Sys.Serialization.Serialize(bytes).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("text")]
    [InlineData(42)]
    [InlineData(42L)]
    public void Plain_values_come_back(object value)
    {
        var serializer = Sys.Serialization.FindSerializerFor(value);
        var manifest = Serialization.Serialization.ManifestFor(serializer, value);
        var bytes = serializer.ToBinary(value);
        Sys.Serialization.Deserialize(bytes, serializer.Identifier, manifest).ShouldBe(value);
    }

    [Fact]
    public void Types_without_a_binding_come_back_too()
    {
        var unbound = new Unbound { Name = "name", Numbers = [1, 2] };
        var serializer = Sys.Serialization.FindSerializerFor(unbound);
        var manifest = Serialization.Serialization.ManifestFor(serializer, unbound);
        var back = Sys
            .Serialization.Deserialize(
                serializer.ToBinary(unbound),
                serializer.Identifier,
                manifest
            )
            .ShouldBeOfType<Unbound>();
        back.Name.ShouldBe("name");
        back.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public void Null_has_a_serializer()
    {
        Sys.Serialization.FindSerializerFor(null!).ShouldBeOfType<NullSerializer>();
    }

    [Fact]
    public void A_reference_is_written_as_its_path()
    {
        var ear = Listen("ear");
        var path = Serialization.Serialization.SerializedActorPath(ear.Ref);
        path.ShouldBe($"akka://test/user/ear#{ear.Ref.Path.Uid}");
        Sys.Serialization.DeserializeActorRef(path).ShouldBe(ear.Ref);
    }

    public interface IMine;

    public sealed record Greeting(string Text) : IMine;

    public sealed class Unbound
    {
        public string? Name { get; set; }

        public int[]? Numbers { get; set; }
    }

    public sealed class MySerializer(ExtendedActorSystem system)
        : SerializerWithStringManifest(system)
    {
        public override int Identifier => 4711;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Greeting)obj).Text);

        public override string Manifest(object o) => "greeting.v1";

        public override object FromBinary(byte[] bytes, string manifest) =>
            manifest == "greeting.v1"
                ? new Greeting(Encoding.UTF8.GetString(bytes))
                : throw new ArgumentException($"unknown: {manifest}", nameof(manifest));
    }
}
