namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>Whether the long suites run (<c>./test.sh --long</c>).</summary>
internal static class LongRun
{
    public static bool IsOn { get; } =
        Environment.GetEnvironmentVariable("ACTORSTREAM_LONG") == "1";

    public static int Or(int inLongRun, int otherwise) => IsOn ? inLongRun : otherwise;
}
