using Akka.TestKit.Xunit2.Internals;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Tells xUnit that something is wrong.</summary>
public class XunitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    public void Fail(string format = "", params object[] args) =>
        throw FailException.ForFailure(Text(format, args));

    /// <inheritdoc/>
    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition)
        {
            throw TrueException.ForNonTrueValue(Text(format, args), false);
        }
    }

    /// <inheritdoc/>
    public void AssertFalse(bool condition, string format = "", params object[] args)
    {
        if (condition)
        {
            throw FalseException.ForNonFalseValue(Text(format, args), true);
        }
    }

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        AssertEqual(
            expected,
            actual,
            static (a, b) => new AkkaAssertEqualityComparer<T>().Equals(a, b),
            format,
            args
        );

    /// <inheritdoc/>
    public void AssertEqual<T>(
        T expected,
        T actual,
        Func<T, T, bool> comparer,
        string format = "",
        params object[] args
    )
    {
        if (!comparer(expected, actual))
        {
            throw AkkaEqualException.ForMismatchedValues(expected!, actual!, format, args);
        }
    }

    internal static string Text(string format, object[] args) =>
        args is { Length: > 0 } ? string.Format(format, args) : format;
}
