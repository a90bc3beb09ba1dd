using System.Text;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Makes bytes of objects and objects of bytes.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
    }

    /// <summary>
    /// The number of this serializer, stored with what it writes: from
    /// <c>akka.actor.serialization-identifiers</c> unless overridden.
    /// </summary>
    public virtual int Identifier =>
        SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether reading needs the type.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    /// <summary>The same, with references written for a reader at that address.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        Serialization.WithTransport(system, address, () => ToBinary(obj));

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>A serializer whose manifest is a text of its own, which survives renaming.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system) { }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) =>
        FromBinary(bytes, type.TypeQualifiedName());

    /// <summary>Reads what was written under that manifest.</summary>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The manifest to store with an object.</summary>
    public abstract string Manifest(object o);
}

/// <summary>Identifiers from the configuration.</summary>
public static class SerializerIdentifierHelper
{
    internal const string SerializationIdentifiers = "akka.actor.serialization-identifiers";

    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var identifiers = system.Settings.Config.GetConfig(SerializationIdentifiers);
        if (identifiers is not null)
        {
            foreach (var (name, value) in identifiers.AsEnumerable())
            {
                if (Util.Reflection.TypeCache.Find(name.Trim('"')) == type)
                    return value.GetInt();
            }
        }

        throw new ArgumentException(
            $"Couldn't find serializer id for [{type}] under [{SerializationIdentifiers}] HOCON path"
        );
    }
}

/// <summary>Writes nothing for null.</summary>
public sealed class NullSerializer : Serializer
{
    public NullSerializer(ExtendedActorSystem system)
        : base(system) { }

    public override int Identifier => 0;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => [];

    public override object FromBinary(byte[] bytes, Type type) => null!;
}

/// <summary>Passes bytes through.</summary>
public class ByteArraySerializer : Serializer
{
    public ByteArraySerializer(ExtendedActorSystem system)
        : base(system) { }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) =>
        obj switch
        {
            null => [],
            byte[] bytes => bytes,
            _ => throw new NotSupportedException("The object to convert is not a byte array."),
        };

    public override object FromBinary(byte[] bytes, Type type) => bytes;
}

/// <summary>Texts and whole numbers, in the form in which Akka.NET stores them.</summary>
internal sealed class PrimitiveSerializers(ExtendedActorSystem system)
    : SerializerWithStringManifest(system)
{
    private const string Text = "S";
    private const string Int = "I";
    private const string Long = "L";

    public override int Identifier => 17;

    public override byte[] ToBinary(object obj) =>
        obj switch
        {
            string text => Encoding.UTF8.GetBytes(text),
            int number => BitConverter.GetBytes(number),
            long number => BitConverter.GetBytes(number),
            _ => throw new ArgumentException(
                $"Cannot serialize object of type [{obj?.GetType()}]",
                nameof(obj)
            ),
        };

    public override string Manifest(object o) =>
        o switch
        {
            string => Text,
            int => Int,
            long => Long,
            _ => throw new ArgumentException(
                $"Cannot serialize object of type [{o?.GetType()}]",
                nameof(o)
            ),
        };

    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest switch
        {
            Text => Encoding.UTF8.GetString(bytes),
            Int => BitConverter.ToInt32(bytes),
            Long => BitConverter.ToInt64(bytes),
            _ => manifest.StartsWith("System.String", StringComparison.Ordinal)
                ? Encoding.UTF8.GetString(bytes)
            : manifest.StartsWith("System.Int32", StringComparison.Ordinal)
                ? BitConverter.ToInt32(bytes)
            : manifest.StartsWith("System.Int64", StringComparison.Ordinal)
                ? BitConverter.ToInt64(bytes)
            : throw new ArgumentException($"Unknown manifest [{manifest}]", nameof(manifest)),
        };
}
