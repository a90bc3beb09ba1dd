using Akka.Configuration;

namespace Akka.Tests.Configuration;

/// <summary>
/// A fact about HOCON's specification that Akka.NET doesn't document for its own reader; on the
/// packages it is skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute()
    {
        if (typeof(Config).Assembly.GetName().Version is { Major: 1, Minor: >= 5 })
        {
            Skip = "Akka.NET does not document this part of HOCON.";
        }
    }
}
