using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A set of keys and their values.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The keys and their values, in the order of their first appearance.</summary>
    public Dictionary<string, HoconValue> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys with plain .NET values: dictionaries, lists and strings.</summary>
    public IDictionary<string, object> Unwrapped
    {
        get
        {
            var plain = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var (key, value) in Items)
            {
                plain[key] = value.IsObject() ? value.GetObject().Unwrapped : value;
            }
            return plain;
        }
    }

    /// <inheritdoc/>
    public bool IsString() => false;

    /// <inheritdoc/>
    public string GetString() => throw new NotSupportedException("An object is not a string.");

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() =>
        throw new NotSupportedException("An object is not an array.");

    /// <summary>The value of a key, or <see langword="null"/>.</summary>
    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key)!;

    /// <summary>The value of a key, which is added empty when it is missing.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
        {
            value = new HoconValue();
            Items.Add(key, value);
        }
        return value;
    }

    /// <summary>Adds the keys of <paramref name="other"/>, which win where both have one.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, value) in other.Items)
        {
            Assign(key, value);
        }
    }

    /// <summary>
    /// What a second appearance of a key does: objects grow together, anything else takes the
    /// older value's place. A value that isn't resolved yet keeps hold of the older one, since it
    /// may refer to it or turn out to be nothing.
    /// </summary>
    internal void Assign(string key, HoconValue value)
    {
        if (!Items.TryGetValue(key, out var older))
        {
            Items.Add(key, value);
        }
        else if (value.MayNeedPrevious || (older.MayNeedPrevious && value.IsObject()))
        {
            value.AddPrevious(older);
            Items[key] = value;
        }
        else if (value.IsObject() && older.IsObject())
        {
            older.GetObject().Merge(value.GetObject());
        }
        else
        {
            Items[key] = value;
        }
    }

    internal HoconObject Clone()
    {
        var copy = new HoconObject();
        foreach (var (key, value) in Items)
        {
            copy.Items.Add(key, value.Clone());
        }
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => ToString(0);

    /// <summary>The object as HOCON, indented by <paramref name="indent"/> levels.</summary>
    public string ToString(int indent)
    {
        var margin = new string(' ', indent * 2);
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
        {
            text.Append(margin).Append(HoconText.Key(key));
            text.Append(value.IsObject() ? " " : " : ");
            text.AppendLine(value.ToString(indent));
        }
        return text.ToString();
    }
}
