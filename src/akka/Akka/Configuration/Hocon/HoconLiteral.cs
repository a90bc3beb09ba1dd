namespace Akka.Configuration.Hocon;

/// <summary>A piece of text; a <see langword="null"/> value stands for HOCON's <c>null</c>.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text.</summary>
    public string Value { get; set; } = "";

    /// <inheritdoc/>
    public bool IsString() => true;

    /// <inheritdoc/>
    public string GetString() => Value;

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() =>
        throw new NotSupportedException("A literal is not an array.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
