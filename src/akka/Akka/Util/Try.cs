namespace Akka.Util;

/// <summary>What came of a computation: a value or an exception.</summary>
public class Try<T>
{
    public Try(T success)
    {
        Success = new Option<T>(success);
    }

    public Try(Exception failure)
    {
        Failure = new Option<Exception>(failure);
    }

    public Option<T> Success { get; }

    public Option<Exception> Failure { get; }

    public bool IsSuccess => Success.HasValue;

    public static implicit operator Try<T>(T value) => new(value);

    public static Try<T> From(Func<T> func)
    {
        try
        {
            return new Try<T>(func());
        }
#pragma warning disable CA1031 // That is what it is for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Try<T>(e);
        }
    }

    /// <summary>The value; throws what failed.</summary>
    public T Get() => IsSuccess ? Success.Value : throw Failure.Value;

    public Try<T> GetOrElse(Func<T> fallback) => IsSuccess ? this : From(fallback);

    public Try<T> OrElse(Try<T> @default) => IsSuccess ? this : @default;

    public Try<T> Recover(Action<Exception> failureHandler)
    {
        if (!IsSuccess)
            failureHandler(Failure.Value);
        return this;
    }

    public Try<T> RecoverWith(Func<Exception, Try<T>> failureHandler) =>
        IsSuccess ? this : failureHandler(Failure.Value);
}
