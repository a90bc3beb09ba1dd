using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Serialization;

/// <summary>The address that references are written for.</summary>
public sealed class Information : IEquatable<Information>
{
    public Information(Address address, ActorSystem system)
    {
        Address = address;
        System = system;
    }

    public Address Address { get; }

    public ActorSystem System { get; }

    public static bool operator ==(Information? left, Information? right) => Equals(left, right);

    public static bool operator !=(Information? left, Information? right) => !Equals(left, right);

    public bool Equals(Information? other) =>
        other is not null
        && Equals(Address, other.Address)
        && ReferenceEquals(System, other.System);

    public override bool Equals(object? obj) => Equals(obj as Information);

    public override int GetHashCode() => HashCode.Combine(Address, System);
}

/// <summary>
/// The serializers of a system and what they are for: <c>akka.actor.serializers</c>,
/// <c>serialization-bindings</c> and <c>serialization-identifiers</c>, and a <see cref="SerializationSetup"/>.
/// A type takes the serializer of the binding that is nearest to it.
/// </summary>
public class Serialization
{
    [ThreadStatic]
    private static Information? t_transport;

    private readonly ConcurrentDictionary<Type, Serializer> _map = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly NullSerializer _nullSerializer;
    private readonly SystemTextJsonSerializer _json;

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nullSerializer = new NullSerializer(system);
        AddSerializer(_nullSerializer);
        _json = new SystemTextJsonSerializer(system);
        AddSerializer("json", _json);
        var primitives = new PrimitiveSerializers(system);
        AddSerializer("primitive", primitives);
        AddSerializationMap(typeof(object), _json);
        foreach (var type in (Type[])[typeof(string), typeof(int), typeof(long)])
            AddSerializationMap(type, primitives);

        var fromSetup = system.Settings.Setup.Get<SerializationSetup>();
        var details = fromSetup.HasValue
            ? fromSetup.Value.CreateSerializers(system)
            : ImmutableHashSet<SerializerDetails>.Empty;
        foreach (var detail in details)
            AddSerializer(detail.Alias, detail.Serializer);

        Configure(system.Settings.Config);
        foreach (var detail in details)
        {
            foreach (var type in detail.UseFor)
                AddSerializationMap(type, detail.Serializer);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>The address that the serialization under way on this thread writes references for.</summary>
    public static Information GetCurrentTransportInformation() =>
        t_transport
        ?? throw new InvalidOperationException(
            "CurrentTransportInformation is not set. Use Serialization.WithTransport<T>."
        );

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithTransport(system, system.Provider.DefaultAddress, action);

    public static T WithTransport<TState, T>(
        ExtendedActorSystem system,
        TState state,
        Func<TState, T> action
    ) => WithTransport(system, () => action(state));

    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action)
    {
        var outer = t_transport;
        t_transport = new Information(address, system);
        try
        {
            return action();
        }
        finally
        {
            t_transport = outer;
        }
    }

    /// <summary>The manifest to store: the serializer's own, or the type's name where it wants one.</summary>
    public static string ManifestFor(Serializer s, object msg) =>
        s switch
        {
            SerializerWithStringManifest own => own.Manifest(msg),
            { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
            _ => string.Empty,
        };

    /// <summary>The path to store for a reference.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (Equals(actorRef, ActorRefs.NoSender))
            return string.Empty;
        var path = actorRef.Path;
        return t_transport is { } transport
            ? path.ToSerializationFormatWithAddress(transport.Address)
            : path.ToSerializationFormat();
    }

    public void AddSerializer(Serializer serializer) => _byId[serializer.Identifier] = serializer;

    public void AddSerializer(string name, Serializer serializer)
    {
        AddSerializer(serializer);
        _byName[name] = serializer;
    }

    /// <summary>Uses a serializer for a type and what derives from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        _map[type] = serializer;
        _found.Clear();
    }

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    public object Deserialize(byte[] bytes, int serializerId, Type type) =>
        ById(serializerId).FromBinary(bytes, type);

    /// <summary>Reads what the serializer of that number wrote under that manifest.</summary>
    /// <exception cref="SerializationException">There is no such serializer or type.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ById(serializerId);
        if (serializer is SerializerWithStringManifest own)
            return own.FromBinary(bytes, manifest);
        if (string.IsNullOrEmpty(manifest))
            return serializer.FromBinary(bytes, null!);
        var type =
            TypeCache.Find(manifest)
            ?? throw new SerializationException(
                $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}]."
            );
        return serializer.FromBinary(bytes, type);
    }

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    public Serializer FindSerializerFor(object obj, string? defaultSerializerName = null) =>
        obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer bound to a type, else the named one, else that of all objects.</summary>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_found.TryGetValue(objectType, out var known))
            return known;
        var bound = Nearest(objectType);
        if (bound is null && defaultSerializerName is not null)
        {
            return _byName.TryGetValue(defaultSerializerName, out var named)
                ? named
                : throw new ArgumentException(
                    $"No serializer of the name [{defaultSerializerName}] is configured.",
                    nameof(defaultSerializerName)
                );
        }

        var serializer = bound ?? _map[typeof(object)];
        if (bound is not null || defaultSerializerName is null)
            _found[objectType] = serializer;
        return serializer;
    }

    private Serializer? Nearest(Type type)
    {
        for (var each = type; each is not null && each != typeof(object); each = each.BaseType)
        {
            if (_map.TryGetValue(each, out var serializer))
                return serializer;
        }

        Type? nearest = null;
        foreach (var (candidate, _) in _map)
        {
            if (
                candidate.IsInterface
                && candidate.IsAssignableFrom(type)
                && (nearest is null || nearest.IsAssignableFrom(candidate))
            )
            {
                nearest = candidate;
            }
        }

        return nearest is null ? null : _map[nearest];
    }

    private Serializer ById(int id) =>
        _byId.TryGetValue(id, out var serializer)
            ? serializer
            : throw new SerializationException(
                $"Cannot find serializer with id [{id}]. The most probable reason is that the configuration entry "
                    + "'akka.actor.serializers' is not in sync between the two systems."
            );

    private void Configure(Config config)
    {
        var serializers = config.GetConfig("akka.actor.serializers");
        var settings = config.GetConfig("akka.actor.serialization-settings");
        if (!serializers.IsNullOrEmpty())
        {
            foreach (var (name, value) in serializers.AsEnumerable())
            {
                // The reference's own names are in place already.
                if (_byName.ContainsKey(name) && Find(value.GetString()) is null)
                    continue;
                var typeName = value.GetString();
                var type =
                    Find(typeName)
                    ?? throw new ConfigurationException(
                        $"The type name for serializer '{name}' did not resolve to an actual Type: '{typeName}'"
                    );
                var own = settings.IsNullOrEmpty() ? null : settings.GetConfig(name);
                AddSerializer(name, Instantiate(type, own));
            }
        }

        var bindings = config.GetConfig("akka.actor.serialization-bindings");
        if (bindings.IsNullOrEmpty())
            return;
        foreach (var (key, value) in bindings.AsEnumerable())
        {
            var typeName = key.Trim('"');
            var type = Find(typeName);
            if (type is null)
            {
                System.Log.Warning(
                    "The type name for message/serializer binding '{0}' did not resolve to an actual Type: '{1}'",
                    value.GetString(),
                    typeName
                );
                continue;
            }

            if (!_byName.TryGetValue(value.GetString(), out var serializer))
            {
                System.Log.Warning(
                    "Serialization binding to non existing serializer: '{0}'",
                    value.GetString()
                );
                continue;
            }

            AddSerializationMap(type, serializer);
        }
    }

    private Serializer Instantiate(Type type, Config? settings) =>
        settings is not null
        && !settings.IsNullOrEmpty()
        && type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is { } withSettings
            ? (Serializer)withSettings.Invoke([System, settings])
            : (Serializer)Activator.CreateInstance(type, System)!;

    private static Type? Find(string typeName) => TypeCache.Find(typeName);
}

/// <summary>A serializer and the types that it is for.</summary>
public sealed class SerializerDetails
{
    private SerializerDetails(string alias, Serializer serializer, ImmutableHashSet<Type> useFor)
    {
        Alias = alias;
        Serializer = serializer;
        UseFor = useFor;
    }

    public string Alias { get; }

    public Serializer Serializer { get; }

    public ImmutableHashSet<Type> UseFor { get; }

    public static SerializerDetails Create(
        string alias,
        Serializer serializer,
        ImmutableHashSet<Type> useFor
    ) => new(alias, serializer, useFor);
}

/// <summary>Serializers as a part of a system's setup.</summary>
public sealed class SerializationSetup : Setup
{
    private SerializationSetup(
        Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers
    )
    {
        CreateSerializers = createSerializers;
    }

    public Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> CreateSerializers { get; }

    public static SerializationSetup Create(
        Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers
    ) => new(createSerializers);
}
