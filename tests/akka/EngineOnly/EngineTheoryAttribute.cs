namespace EngineOnly;

/// <summary>What <see cref="EngineFactAttribute"/> is to a fact, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineTheoryAttribute : TheoryAttribute
{
    /// <param name="reason">
    /// What the packages do instead, or leave open; without it, what the project says of all its own.
    /// </param>
    public EngineTheoryAttribute(string? reason = null)
    {
        if (!Engine.IsUnderTest)
            Skip = reason ?? Engine.Reason;
    }
}
