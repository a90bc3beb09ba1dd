namespace Akka.Configuration.Hocon;

public partial class HoconValue
{
    /// <summary><c>on</c>, <c>true</c> or <c>yes</c>; <c>off</c>, <c>false</c> or <c>no</c>.</summary>
    /// <exception cref="NotSupportedException">Any other text.</exception>
    public bool GetBoolean() =>
        GetString() switch
        {
            "on" or "true" or "yes" => true,
            "off" or "false" or "no" => false,
            var other => throw new NotSupportedException(
                $"'{other}' is not a boolean: write on, true, yes, off, false or no."
            ),
        };

    /// <summary>The value as a <see cref="byte"/>.</summary>
    public byte GetByte() => checked((byte)HoconNumber.Whole(GetString()));

    /// <summary>The value as an <see cref="int"/>.</summary>
    public int GetInt() => checked((int)HoconNumber.Whole(GetString()));

    /// <summary>The value as a <see cref="long"/>.</summary>
    public long GetLong() => HoconNumber.Whole(GetString());

    /// <summary>The value as a <see cref="decimal"/>.</summary>
    public decimal GetDecimal() => HoconNumber.Decimal(GetString());

    /// <summary>The value as a <see cref="double"/>.</summary>
    public double GetDouble() => HoconNumber.Real(GetString());

    /// <summary>The value as a <see cref="float"/>.</summary>
    public float GetFloat() => (float)HoconNumber.Real(GetString());

    /// <summary>A size such as <c>128 KiB</c>, in bytes.</summary>
    public long? GetByteSize() => GetString() is { } text ? HoconByteSize.Parse(text) : null;

    /// <summary>A duration such as <c>20s</c>; a bare number counts milliseconds.</summary>
    /// <param name="allowInfinite">Whether <c>infinite</c> is understood.</param>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) =>
        HoconDuration.Parse(GetString(), allowInfinite);

    /// <summary>The array's elements as text.</summary>
    public IList<string> GetStringList() => List(static v => v.GetString());

    /// <summary>The array's elements as booleans.</summary>
    public IList<bool> GetBooleanList() => List(static v => v.GetBoolean());

    /// <summary>The array's elements as bytes.</summary>
    public IList<byte> GetByteList() => List(static v => v.GetByte());

    /// <summary>The array's elements as integers.</summary>
    public IList<int> GetIntList() => List(static v => v.GetInt());

    /// <summary>The array's elements as long integers.</summary>
    public IList<long> GetLongList() => List(static v => v.GetLong());

    /// <summary>The array's elements as decimals.</summary>
    public IList<decimal> GetDecimalList() => List(static v => v.GetDecimal());

    /// <summary>The array's elements as doubles.</summary>
    public IList<double> GetDoubleList() => List(static v => v.GetDouble());

    /// <summary>The array's elements as floats.</summary>
    public IList<float> GetFloatList() => List(static v => v.GetFloat());

    private List<T> List<T>(Func<HoconValue, T> read)
    {
        var array = GetArray();
        var list = new List<T>(array.Count);
        foreach (var element in array)
        {
            list.Add(read(element));
        }
        return list;
    }
}
