using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public partial class Config
{
    /// <summary>The boolean at a path: <c>on</c>/<c>off</c>, <c>true</c>/<c>false</c>, <c>yes</c>/<c>no</c>.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        GetNode(path) is { } value ? value.GetBoolean() : @default;

    /// <summary>The size at a path in bytes, such as <c>128 KiB</c>; null when there is none.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>The size at a path in bytes, such as <c>128 KiB</c>.</summary>
    public virtual long? GetByteSize(string path, long? def = null) =>
        GetNode(path) is { } value ? value.GetByteSize() : def;

    /// <summary>The whole number at a path.</summary>
    public virtual int GetInt(string path, int @default = 0) =>
        GetNode(path) is { } value ? value.GetInt() : @default;

    /// <summary>The whole number at a path.</summary>
    public virtual long GetLong(string path, long @default = 0) =>
        GetNode(path) is { } value ? value.GetLong() : @default;

    /// <summary>The text at a path.</summary>
    public virtual string GetString(string path, string @default = null!) =>
        GetNode(path) is { } value ? value.GetString() : @default;

    /// <summary>The number at a path.</summary>
    public virtual float GetFloat(string path, float @default = 0) =>
        GetNode(path) is { } value ? value.GetFloat() : @default;

    /// <summary>The number at a path.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        GetNode(path) is { } value ? value.GetDecimal() : @default;

    /// <summary>The number at a path.</summary>
    public virtual double GetDouble(string path, double @default = 0) =>
        GetNode(path) is { } value ? value.GetDouble() : @default;

    /// <summary>
    /// The duration at a path, such as <c>20s</c>; a bare number counts milliseconds, and
    /// <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="default">Stands in for a missing value; zero when it is null itself.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is understood.</param>
    public virtual TimeSpan GetTimeSpan(
        string path,
        TimeSpan? @default = null,
        bool allowInfinite = true
    ) =>
        GetNode(path) is { } value
            ? value.GetTimeSpan(allowInfinite)
            : @default.GetValueOrDefault();

    /// <summary>The booleans of the array at a path; none when it is missing.</summary>
    public virtual IList<bool> GetBooleanList(string path) => GetNode(path)?.GetBooleanList() ?? [];

    /// <summary>The numbers of the array at a path; none when it is missing.</summary>
    public virtual IList<decimal> GetDecimalList(string path) =>
        GetNode(path)?.GetDecimalList() ?? [];

    /// <summary>The numbers of the array at a path; none when it is missing.</summary>
    public virtual IList<float> GetFloatList(string path) => GetNode(path)?.GetFloatList() ?? [];

    /// <summary>The numbers of the array at a path; none when it is missing.</summary>
    public virtual IList<double> GetDoubleList(string path) => GetNode(path)?.GetDoubleList() ?? [];

    /// <summary>The numbers of the array at a path; none when it is missing.</summary>
    public virtual IList<int> GetIntList(string path) => GetNode(path)?.GetIntList() ?? [];

    /// <summary>The numbers of the array at a path; none when it is missing.</summary>
    public virtual IList<long> GetLongList(string path) => GetNode(path)?.GetLongList() ?? [];

    /// <summary>The bytes of the array at a path; none when it is missing.</summary>
    public virtual IList<byte> GetByteList(string path) => GetNode(path)?.GetByteList() ?? [];

    /// <summary>The texts of the array at a path; none when it is missing.</summary>
    public virtual IList<string> GetStringList(string path) => GetNode(path)?.GetStringList() ?? [];

    /// <summary>The texts of the array at a path.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        GetNode(path)?.GetStringList() ?? defaultPaths;
}
