using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Walks a dotted path, whose segments may be quoted: <c>akka.actor."/a.b"</c>.</summary>
/// <remarks>
/// Made for a short start: plain strings and loops need no code to be compiled for them, as
/// vectorised searches and look-ups by span do.
/// </remarks>
internal struct HoconPath(string path)
{
    private int position;

    internal string Current { get; private set; } = "";

    internal bool MoveNext()
    {
        if (position > path.Length || path.Length == 0)
        {
            return false;
        }
        var start = position;
        while (position < path.Length && path[position] is not ('.' or '"'))
        {
            position++;
        }
        if (position < path.Length && path[position] == '"')
        {
            position = start;
            Current = TakeQuoted();
        }
        else
        {
            Current = start == 0 && position == path.Length ? path : path[start..position].Trim();
        }
        position++;
        return true;
    }

    private string TakeQuoted()
    {
        var segment = new StringBuilder();
        var quoted = false;
        for (; position < path.Length && (quoted || path[position] != '.'); position++)
        {
            if (path[position] == '"')
            {
                quoted = !quoted;
            }
            else if (path[position] == '\\' && quoted && position + 1 < path.Length)
            {
                segment.Append(path[++position]);
            }
            else
            {
                segment.Append(path[position]);
            }
        }
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
            value.GetObject().Items.TryGetValue(segments.Current, out value);
        }
        return value;
    }
}
