using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values should be equal and are not.</summary>
public class AkkaEqualException : XunitException
{
    /// <summary>An exception with a message.</summary>
    public AkkaEqualException(string format = "", params object[] args)
        : base(XunitAssertions.Text(format, args)) { }

    /// <summary>An exception for two values.</summary>
    public static AkkaEqualException ForMismatchedValues(
        object expected,
        object actual,
        string? format = null,
        params object[] args
    ) =>
        new(
            "{0}",
            $"{XunitAssertions.Text(format ?? "", args)}{Environment.NewLine}"
                + $"Expected: {expected ?? "null"}{Environment.NewLine}Actual:   {actual ?? "null"}"
        );
}
