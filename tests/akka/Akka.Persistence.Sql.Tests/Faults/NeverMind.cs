namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>Settings of journals that are to fail often.</summary>
internal static class NeverMind
{
    /// <summary>The circuit breaker would spare the journal the very failures that are wanted.</summary>
    public const string Failures = "circuit-breaker.max-failures = 1000000";
}
