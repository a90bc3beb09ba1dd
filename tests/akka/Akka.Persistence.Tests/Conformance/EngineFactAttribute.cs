namespace Akka.Persistence.Tests.Conformance;

/// <summary>
/// A fact that this engine promises and the packages do not document; on the packages it is skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute()
    {
        if (typeof(Persistence).Assembly.GetName().Version is { Major: 1, Minor: >= 5 })
        {
            Skip = "Only the engine promises this; Akka.NET does not document it.";
        }
    }
}
