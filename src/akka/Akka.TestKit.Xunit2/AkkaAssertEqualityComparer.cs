using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Equality as assertions mean it: sequences are equal when their elements are.</summary>
public class AkkaAssertEqualityComparer<T> : IEqualityComparer<T>
{
    private readonly bool _skipTypeCheck;
    private readonly IEqualityComparer? _innerComparer;

    /// <summary>A comparer.</summary>
    /// <param name="skipTypeCheck">Whether values of different types may be equal.</param>
    /// <param name="innerComparer">Compares the elements of sequences.</param>
    public AkkaAssertEqualityComparer(
        bool skipTypeCheck = false,
        IEqualityComparer? innerComparer = null
    )
    {
        _skipTypeCheck = skipTypeCheck;
        _innerComparer = innerComparer;
    }

    /// <inheritdoc/>
    public bool Equals(T? x, T? y)
    {
        if (x is null || y is null)
        {
            return x is null && y is null;
        }
        // A value decides itself, unless it only compares references.
        if (x.Equals(y) || y.Equals(x))
        {
            return true;
        }
        if (x is string || x is not IEnumerable left || y is not IEnumerable right)
        {
            return false;
        }
        return (_skipTypeCheck || x.GetType() == y.GetType() || x is IList && y is IList)
            && SequenceEqual(left, right);
    }

    /// <inheritdoc/>
    public int GetHashCode(T obj) => throw new NotSupportedException("It only compares.");

    private bool SequenceEqual(IEnumerable left, IEnumerable right)
    {
        var elements = _innerComparer ?? new ElementComparer();
        var a = left.GetEnumerator();
        var b = right.GetEnumerator();
        while (true)
        {
            var more = a.MoveNext();
            if (more != b.MoveNext())
            {
                return false;
            }
            if (!more)
            {
                return true;
            }
            if (!elements.Equals(a.Current, b.Current))
            {
                return false;
            }
        }
    }

    private sealed class ElementComparer : IEqualityComparer
    {
        private static readonly AkkaAssertEqualityComparer<object> Any = new();

        bool IEqualityComparer.Equals(object? x, object? y) => Any.Equals(x, y);

        int IEqualityComparer.GetHashCode(object obj) => obj.GetHashCode();
    }
}
