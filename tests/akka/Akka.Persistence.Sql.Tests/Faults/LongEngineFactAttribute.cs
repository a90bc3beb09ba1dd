using EngineOnly;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>An engine's fact that only the long run shows; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongEngineFactAttribute : FactAttribute
{
    /// <param name="reason">What the packages do instead, or leave open.</param>
    public LongEngineFactAttribute(string reason)
    {
        if (!Engine.IsUnderTest)
            Skip = reason;
        else if (!LongRun.IsOn)
            Skip = "Only in the long run: ./test.sh --long";
    }
}
