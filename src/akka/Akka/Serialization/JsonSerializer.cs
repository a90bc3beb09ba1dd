using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>What types without a binding are written by: JSON with the type as the manifest.</summary>
internal sealed class SystemTextJsonSerializer : Serializer
{
    private readonly JsonSerializerOptions _options;

    public SystemTextJsonSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _options = new JsonSerializerOptions { IncludeFields = true };
        _options.Converters.Add(new ActorRefConverterFactory(system));
    }

    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), _options);

    public override object FromBinary(byte[] bytes, Type type) =>
        JsonSerializer.Deserialize(bytes, type ?? typeof(object), _options)!;

    private sealed class ActorRefConverterFactory(ExtendedActorSystem system) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeof(IActorRef).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            (JsonConverter)
                Activator.CreateInstance(
                    typeof(ActorRefConverter<>).MakeGenericType(typeToConvert),
                    system
                )!;
    }

    private sealed class ActorRefConverter<T>(ExtendedActorSystem system) : JsonConverter<T>
        where T : IActorRef
    {
        public override T? Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetString() is { } path ? (T)system.Provider.ResolveActorRef(path) : default;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Serialization.SerializedActorPath(value));
    }
}
