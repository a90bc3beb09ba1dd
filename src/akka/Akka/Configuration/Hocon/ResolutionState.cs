namespace Akka.Configuration.Hocon;

/// <summary>How far the references of a value are resolved.</summary>
internal enum ResolutionState
{
    Open,

    /// <summary>Its pieces are being looked up: a reference to it means what it was before.</summary>
    Combining,

    /// <summary>Its pieces are known.</summary>
    Combined,

    /// <summary>What lies inside it is being resolved.</summary>
    Descending,

    /// <summary>Nothing is open in it.</summary>
    Done,
}
