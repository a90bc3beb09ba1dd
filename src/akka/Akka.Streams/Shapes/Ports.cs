namespace Akka.Streams;

/// <summary>An input of a graph, by identity.</summary>
public abstract class InPort;

/// <summary>An output of a graph, by identity.</summary>
public abstract class OutPort;

/// <summary>A named input.</summary>
public abstract class Inlet : InPort
{
    public readonly string Name;

    protected Inlet(string name) => Name = name;

    /// <summary>A new input of the same type and name.</summary>
    public abstract Inlet CarbonCopy();

    public sealed override string ToString() => Name;
}

/// <summary>A named input for elements of one type.</summary>
public sealed class Inlet<T> : Inlet
{
    public Inlet(string name)
        : base(name) { }

    public override Inlet CarbonCopy() => new Inlet<T>(Name);
}

/// <summary>A named output.</summary>
public abstract class Outlet : OutPort
{
    public readonly string Name;

    protected Outlet(string name) => Name = name;

    /// <summary>A new output of the same type and name.</summary>
    public abstract Outlet CarbonCopy();

    public sealed override string ToString() => Name;
}

/// <summary>A named output for elements of one type.</summary>
public sealed class Outlet<T> : Outlet
{
    public Outlet(string name)
        : base(name) { }

    public override Outlet CarbonCopy() => new Outlet<T>(Name);
}
