namespace Akka.Streams;

/// <summary>
/// Settings of a (part of a) graph, from the least to the most specific. What a graph says of
/// itself wins over what surrounds it.
/// </summary>
public sealed partial class Attributes
{
    public static readonly Attributes None = new();

    private readonly IAttribute[] _attributes;

    public Attributes(params IAttribute[] attributes) => _attributes = attributes;

    public IEnumerable<IAttribute> AttributeList => _attributes;

    /// <summary>The other attributes are the more specific ones.</summary>
    public Attributes And(Attributes other)
    {
        if (_attributes.Length == 0)
            return other;
        if (other._attributes.Length == 0)
            return this;
        return new Attributes([.. _attributes, .. other._attributes]);
    }

    public Attributes And(IAttribute other) => new([.. _attributes, other]);

    public IEnumerable<TAttr> GetAttributeList<TAttr>()
        where TAttr : IAttribute => _attributes.OfType<TAttr>();

    /// <summary>The most specific attribute of the type.</summary>
    public TAttr? GetAttribute<TAttr>()
        where TAttr : class, IAttribute => Find<TAttr>();

    public TAttr GetAttribute<TAttr>(TAttr defaultIfNotFound)
        where TAttr : class, IAttribute => Find<TAttr>() ?? defaultIfNotFound;

    public bool Contains<TAttr>(TAttr attribute)
        where TAttr : IAttribute => Array.IndexOf(_attributes, attribute) >= 0;

    /// <summary>The names of the graph and its surroundings, outermost first.</summary>
    public string? GetNameLifted()
    {
        var names = _attributes.OfType<Name>().Select(static name => name.Value).ToArray();
        return names.Length == 0 ? null : string.Join('-', names);
    }

    public string GetNameOrDefault(string defaultIfNotFound = "unknown-operation") =>
        GetNameLifted() ?? defaultIfNotFound;

    public override string ToString() =>
        $"Attributes({string.Join<IAttribute>(", ", _attributes)})";

    internal TAttr? Find<TAttr>()
        where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
        {
            if (_attributes[i] is TAttr found)
                return found;
        }
        return null;
    }

    public static Attributes CreateName(string name) =>
        string.IsNullOrEmpty(name) ? None : new Attributes(new Name(name));

    /// <summary>Sizes of the buffers of the stages that have one.</summary>
    public static Attributes CreateInputBuffer(int initial, int max) =>
        new(new InputBuffer(initial, max));
}
