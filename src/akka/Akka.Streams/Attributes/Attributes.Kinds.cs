using Akka.Event;

namespace Akka.Streams;

public sealed partial class Attributes
{
    /// <summary>One setting.</summary>
    public interface IAttribute;

    /// <summary>A setting that every materialiser gives a default for.</summary>
    public interface IMandatoryAttribute : IAttribute;

    /// <summary>A name for logs and errors.</summary>
    public sealed class Name : IAttribute, IEquatable<Name>
    {
        public readonly string Value;

        public Name(string value) => Value = value;

        public bool Equals(Name? other) => other is not null && Value == other.Value;

        public override bool Equals(object? obj) => Equals(obj as Name);

        public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"Name({Value})";
    }

    /// <summary>How many elements a buffering stage may hold.</summary>
    public sealed class InputBuffer : IMandatoryAttribute, IEquatable<InputBuffer>
    {
        public readonly int Initial;
        public readonly int Max;

        public InputBuffer(int initial, int max)
        {
            Initial = initial;
            Max = max;
        }

        public bool Equals(InputBuffer? other) =>
            other is not null && Initial == other.Initial && Max == other.Max;

        public override bool Equals(object? obj) => Equals(obj as InputBuffer);

        public override int GetHashCode() => HashCode.Combine(Initial, Max);

        public override string ToString() => $"InputBuffer({Initial}, {Max})";
    }

    /// <summary>The levels at which a log stage speaks.</summary>
    public sealed class LogLevels : IAttribute, IEquatable<LogLevels>
    {
        /// <summary>Says nothing.</summary>
        public static readonly LogLevel Off = (LogLevel)int.MaxValue;

        public readonly LogLevel OnElement;
        public readonly LogLevel OnFinish;
        public readonly LogLevel OnFailure;

        public LogLevels(LogLevel onElement, LogLevel onFinish, LogLevel onFailure)
        {
            OnElement = onElement;
            OnFinish = onFinish;
            OnFailure = onFailure;
        }

        public bool Equals(LogLevels? other) =>
            other is not null
            && OnElement == other.OnElement
            && OnFinish == other.OnFinish
            && OnFailure == other.OnFailure;

        public override bool Equals(object? obj) => Equals(obj as LogLevels);

        public override int GetHashCode() => HashCode.Combine(OnElement, OnFinish, OnFailure);

        public override string ToString() => $"LogLevels({OnElement}, {OnFinish}, {OnFailure})";
    }

    /// <summary>Levels for the log stages of a graph.</summary>
    public static Attributes CreateLogLevels(
        LogLevel onElement = LogLevel.DebugLevel,
        LogLevel onFinish = LogLevel.DebugLevel,
        LogLevel onError = LogLevel.ErrorLevel
    ) => new(new LogLevels(onElement, onFinish, onError));
}
