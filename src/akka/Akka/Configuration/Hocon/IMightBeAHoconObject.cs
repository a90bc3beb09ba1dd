namespace Akka.Configuration.Hocon;

/// <summary>Something that may turn out to be an object once it is resolved.</summary>
public interface IMightBeAHoconObject
{
    /// <summary>Whether it is an object.</summary>
    bool IsObject();

    /// <summary>The object.</summary>
    HoconObject GetObject();
}
