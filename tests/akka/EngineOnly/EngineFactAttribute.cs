namespace EngineOnly;

/// <summary>
/// A fact that holds for this repository's engine and that Akka.NET does not promise; on the packages it is
/// skipped, and says why.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    /// <param name="reason">
    /// What the packages do instead, or leave open; without it, what the project says of all its own.
    /// </param>
    public EngineFactAttribute(string? reason = null)
    {
        if (!Engine.IsUnderTest)
            Skip = reason ?? Engine.Reason;
    }
}
