namespace Akka.Configuration.Hocon;

/// <summary>A parsed document.</summary>
public class HoconRoot
{
    /// <summary>A document without content.</summary>
    protected HoconRoot()
        : this(new HoconValue(), []) { }

    /// <summary>A document that holds <paramref name="value"/>.</summary>
    public HoconRoot(HoconValue value)
        : this(value, []) { }

    /// <summary>A document with the substitutions that occur in it.</summary>
    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    /// <summary>The document's value.</summary>
    public HoconValue Value { get; }

    /// <summary>The substitutions that occur in the document.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; }
}
