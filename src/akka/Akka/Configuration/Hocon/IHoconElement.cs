namespace Akka.Configuration.Hocon;

/// <summary>One piece of a value: a literal, an array, an object or a substitution.</summary>
public interface IHoconElement
{
    /// <summary>Whether the piece is text.</summary>
    bool IsString();

    /// <summary>The text.</summary>
    string GetString();

    /// <summary>Whether the piece is an array.</summary>
    bool IsArray();

    /// <summary>The array's elements.</summary>
    IList<HoconValue> GetArray();
}
