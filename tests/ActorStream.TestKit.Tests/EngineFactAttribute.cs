using Akka.Configuration;

namespace ActorStream.TestKit.Tests;

/// <summary>
/// A fact about whole systems under one seed. Akka.NET does not promise where it goes on after an await,
/// so on the packages it is skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute()
    {
        if (typeof(Config).Assembly.GetName().Version is { Major: 1, Minor: >= 5 })
        {
            Skip = "Akka.NET goes on after an await wherever the pool lets it.";
        }
    }
}
