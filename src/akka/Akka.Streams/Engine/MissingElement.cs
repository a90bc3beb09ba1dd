namespace Akka.Streams.Engine;

/// <summary>Null is no element: Reactive Streams forbid it, rule 2.13.</summary>
internal static class MissingElement
{
    internal static Exception Failure() =>
        new ArgumentNullException("element", "Null is not allowed as an element of a stream");
}
