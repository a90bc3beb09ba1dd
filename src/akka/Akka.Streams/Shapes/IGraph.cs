namespace Akka.Streams;

/// <summary>A reusable blueprint of (a part of) a stream.</summary>
public interface IGraph<TShape>
    where TShape : Shape
{
    TShape Shape { get; }
}

/// <summary>A blueprint that yields a value of its own each time it is run.</summary>
public interface IGraph<TShape, TMaterialized> : IGraph<TShape>
    where TShape : Shape
{
    /// <summary>The same graph with these attributes in place of its own ones.</summary>
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    /// <summary>The same graph with these attributes added.</summary>
    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>Decouples the graph from what follows by a bounded buffer.</summary>
    IGraph<TShape, TMaterialized> Async();
}
