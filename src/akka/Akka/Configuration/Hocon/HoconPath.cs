using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Walks a dotted path, whose segments may be quoted: <c>akka.actor."/a.b"</c>.</summary>
internal ref struct HoconPath
{
    private ReadOnlySpan<char> rest;
    private bool atEnd;

    internal HoconPath(ReadOnlySpan<char> path)
    {
        rest = path;
        atEnd = path.IsEmpty;
    }

    internal ReadOnlySpan<char> Current { get; private set; }

    internal bool MoveNext()
    {
        if (atEnd)
        {
            return false;
        }
        var end = rest.IndexOfAny('.', '"');
        if (end < 0)
        {
            Current = rest.Trim();
            atEnd = true;
        }
        else if (rest[end] == '.')
        {
            Current = rest[..end].Trim();
            rest = rest[(end + 1)..];
        }
        else
        {
            Current = TakeQuoted();
        }
        return true;
    }

    private string TakeQuoted()
    {
        var segment = new StringBuilder();
        var quoted = false;
        var i = 0;
        for (; i < rest.Length && (quoted || rest[i] != '.'); i++)
        {
            if (rest[i] == '"')
            {
                quoted = !quoted;
            }
            else if (rest[i] == '\\' && quoted && i + 1 < rest.Length)
            {
                segment.Append(rest[++i]);
            }
            else
            {
                segment.Append(rest[i]);
            }
        }
        atEnd = i >= rest.Length;
        rest = atEnd ? default : rest[(i + 1)..];
        return segment.ToString();
    }

    /// <summary>Follows a path from an object; <see langword="null"/> where it leads nowhere.</summary>
    internal static HoconValue? Find(HoconValue? root, string path)
    {
        var segments = new HoconPath(path);
        var value = root;
        while (value is not null && segments.MoveNext())
        {
            if (!value.IsObject())
            {
                return null;
            }
            value
                .GetObject()
                .Items.GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(segments.Current, out value);
        }
        return value;
    }
}
