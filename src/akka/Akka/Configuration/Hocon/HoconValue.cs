namespace Akka.Configuration.Hocon;

/// <summary>
/// A value: one piece, or several pieces next to each other that belong together, such as the
/// words of a sentence or two arrays.
/// </summary>
public partial class HoconValue : IMightBeAHoconObject
{
    /// <summary>An empty value.</summary>
    public HoconValue() => Values = [];

    /// <summary>A value made of <paramref name="values"/>.</summary>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true) =>
        Values = values;

    internal HoconValue(IHoconElement element) => Values = [element];

    /// <summary>The pieces.</summary>
    public List<IHoconElement> Values { get; private set; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty =>
        Values.Count == 0 || (Values.Count == 1 && Values[0] is HoconObject { Items.Count: 0 });

    /// <summary>What the key held before, while references to it may still be open.</summary>
    internal HoconValue? Previous { get; set; }

    /// <summary>Whether a reference stands in the value or in an array of it.</summary>
    internal bool MayNeedPrevious { get; set; }

    internal ResolutionState State { get; set; }

    internal void AddPrevious(HoconValue older)
    {
        var oldest = this;
        while (oldest.Previous is { } previous)
        {
            oldest = previous;
        }
        oldest.Previous = older;
    }

    internal void Replace(List<IHoconElement> values) => Values = values;

    internal HoconValue Clone()
    {
        var copy = new HoconValue(new List<IHoconElement>(Values.Count))
        {
            Previous = Previous,
            MayNeedPrevious = MayNeedPrevious,
        };
        foreach (var element in Values)
        {
            copy.Values.Add(element is HoconObject child ? child.Clone() : element);
        }
        return copy;
    }

    /// <summary>Puts a piece after the others; an object melts into an object before it.</summary>
    public void AppendValue(IHoconElement value)
    {
        if (value is HoconObject added && Values.Count > 0 && Values[^1] is HoconObject last)
        {
            last.Merge(added);
        }
        else
        {
            Values.Add(value);
        }
    }

    /// <summary>Takes all pieces away.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Puts one piece in the place of all others.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <inheritdoc/>
    public bool IsObject()
    {
        foreach (var element in Values)
        {
            if (
                element is HoconObject
                || (element is HoconSubstitution reference && reference.IsObject())
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <inheritdoc/>
    public HoconObject GetObject()
    {
        HoconObject? single = null;
        HoconObject? merged = null;
        foreach (var element in Values)
        {
            var part = element switch
            {
                HoconObject plain => plain,
                HoconSubstitution reference when reference.IsObject() => reference.GetObject(),
                _ => null,
            };
            if (part is null)
            {
                continue;
            }
            if (single is null)
            {
                single = part;
                continue;
            }
            merged ??= single.Clone();
            merged.Merge(part);
        }
        return (merged ?? single)!;
    }

    /// <summary>The value of one key of the object, or <see langword="null"/>.</summary>
    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key)!;

    /// <summary>Whether the value is text.</summary>
    public bool IsString()
    {
        foreach (var element in Values)
        {
            if (!element.IsString())
            {
                return false;
            }
        }
        return Values.Count > 0;
    }

    /// <summary>The text, or <see langword="null"/> when the value is none.</summary>
    public string GetString()
    {
        if (!IsString())
        {
            return null!;
        }
        return Values.Count == 1
            ? Values[0].GetString()
            : string.Concat(Values.Select(piece => piece.GetString()));
    }

    /// <summary>Whether the value is an array.</summary>
    public bool IsArray()
    {
        foreach (var element in Values)
        {
            if (element.IsArray())
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The elements; none when the value isn't an array.</summary>
    public IList<HoconValue> GetArray()
    {
        if (Values.Count == 1 && Values[0].IsArray())
        {
            return Values[0].GetArray();
        }
        var all = new List<HoconValue>();
        foreach (var element in Values)
        {
            if (element.IsArray())
            {
                all.AddRange(element.GetArray());
            }
        }
        return all;
    }

    /// <summary>A configuration that holds this value under <paramref name="key"/>.</summary>
    public Config AtKey(string key)
    {
        var root = new HoconObject();
        root.Items.Add(key, this);
        return new Config(new HoconRoot(new HoconValue(root)));
    }

    /// <summary>A configuration whose root is this value.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <inheritdoc/>
    public override string ToString() => ToString(0);

    /// <summary>The value as HOCON, indented by <paramref name="indent"/> levels.</summary>
    public virtual string ToString(int indent)
    {
        if (IsObject())
        {
            var margin = new string(' ', indent * 2);
            return $"{{{Environment.NewLine}{GetObject().ToString(indent + 1)}{margin}}}";
        }
        if (IsArray())
        {
            return $"[{string.Join(',', GetArray().Select(e => e.ToString(indent + 1)))}]";
        }
        return IsString()
            ? GetString() is { } text
                ? HoconText.Value(text)
                : "null"
            : "";
    }
}
