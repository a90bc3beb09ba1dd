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
        if (!Engine.IsUnderTest)
        {
            Skip = "Akka.NET does not document this part of HOCON.";
        }
    }
}
