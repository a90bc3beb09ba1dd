namespace ActorStream.Operations.Checks;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What: a stable name in kebab case.</param>
/// <param name="Status">How it is.</param>
/// <param name="Detail">What was found, and what to do about it. No secrets.</param>
public sealed record Check(string Name, CheckStatus Status, string Detail)
{
    public static Check Ok(string name, string detail) => new(name, CheckStatus.Ok, detail);

    public static Check Warning(string name, string detail) =>
        new(name, CheckStatus.Warning, detail);

    public static Check Failed(string name, string detail) => new(name, CheckStatus.Failed, detail);
}

/// <summary>How a <see cref="Check"/> ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but should be looked at.</summary>
    Warning,

    /// <summary>It does not work, or is not private.</summary>
    Failed,
}
