namespace Akka.Api.Tests;

/// <summary>A member's line taken apart as far as finding its like needs.</summary>
internal static class Member
{
    /// <summary>
    /// Owner and name: <c>Akka.Actor.Props.Create</c>. Overloads, statics and other types of a field have
    /// the same.
    /// </summary>
    internal static string NameOf(string line)
    {
        var start = line.StartsWith("  static ", StringComparison.Ordinal) ? 9 : 2;
        return line[start..EndOfName(line)];
    }

    /// <summary>The type that declares it: <c>Akka.Actor.Props</c>.</summary>
    internal static string OwnerOf(string line)
    {
        var name = NameOf(line);
        return name.EndsWith("..ctor", StringComparison.Ordinal)
            ? name[..^6]
            : name[..name.LastIndexOf('.')];
    }

    /// <summary>The first bracket or colon, or the angle that opens a method's own generics.</summary>
    private static int EndOfName(string line)
    {
        var bracket = line.IndexOf('(', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return line.IndexOf(" : ", StringComparison.Ordinal);
        }
        return line[bracket - 1] == '>' ? Opening(line, bracket - 1) : bracket;
    }

    /// <summary>The angle that the one at <paramref name="closing"/> closes.</summary>
    private static int Opening(string line, int closing)
    {
        var depth = 0;
        for (var i = closing; i >= 0; i--)
        {
            depth += line[i] switch
            {
                '>' => 1,
                '<' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i;
            }
        }
        throw new FormatException($"Unbalanced: {line}");
    }
}
