using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Judges a text.</summary>
public interface IStringMatcher
{
    /// <summary>Whether the text is meant.</summary>
    bool IsMatch(string s);
}

/// <summary>Any text.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll() { }

    /// <summary>The only one there is.</summary>
    public static IStringMatcher Instance { get; } = new MatchesAll();

    /// <inheritdoc/>
    public bool IsMatch(string s) => true;

    /// <inheritdoc/>
    public override string ToString() => "";
}

/// <summary>One text.</summary>
public class EqualsString : IStringMatcher
{
    private readonly string _s;

    /// <summary>The text <paramref name="s"/>.</summary>
    public EqualsString(string s) => _s = s;

    /// <inheritdoc/>
    public bool IsMatch(string s) => string.Equals(_s, s, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_s}\"";
}

/// <summary>A text, or an actor's path that ends in it.</summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _path;
    private readonly bool _canBeRelative;

    /// <summary>The path <paramref name="path"/>.</summary>
    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _path = path;
        _canBeRelative = canBeRelative;
    }

    /// <inheritdoc/>
    public bool IsMatch(string s)
    {
        if (s is null)
        {
            return false;
        }
        if (string.Equals(_path, s, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        var uid = s.IndexOf('#', StringComparison.Ordinal);
        var bare = s.AsSpan(0, uid < 0 ? s.Length : uid).Trim("[]");
        return _canBeRelative
            && bare.Length > _path.Length
            && bare.EndsWith(_path, StringComparison.OrdinalIgnoreCase)
            && (_path.StartsWith('/') || bare[bare.Length - _path.Length - 1] == '/');
    }

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_path}\"";
}

/// <summary>A text that holds another.</summary>
public class ContainsString : IStringMatcher
{
    private readonly string _part;

    /// <summary>A text that holds <paramref name="part"/>.</summary>
    public ContainsString(string part) => _part = part;

    /// <inheritdoc/>
    public bool IsMatch(string s) =>
        s?.Contains(_part, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <inheritdoc/>
    public override string ToString() => $"contains \"{_part}\"";
}

/// <summary>A text that starts with another.</summary>
public class StartsWithString : IStringMatcher
{
    private readonly string _start;

    /// <summary>A text that starts with <paramref name="start"/>.</summary>
    public StartsWithString(string start) => _start = start;

    /// <inheritdoc/>
    public bool IsMatch(string s) =>
        s?.StartsWith(_start, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <inheritdoc/>
    public override string ToString() => $"starts with \"{_start}\"";
}

/// <summary>A text that meets a condition.</summary>
public class PredicateMatcher : IStringMatcher
{
    private readonly Predicate<string> _predicate;
    private readonly string _hint;

    /// <summary>A text that meets <paramref name="predicate"/>.</summary>
    public PredicateMatcher(Predicate<string> predicate, string hint = "")
    {
        _predicate = predicate;
        _hint = hint;
    }

    /// <inheritdoc/>
    public bool IsMatch(string s) => _predicate(s);

    /// <inheritdoc/>
    public override string ToString() => $"meets a condition {_hint}";
}

/// <summary>A text that a regular expression finds something in.</summary>
public class RegexMatcher : IStringMatcher
{
    private readonly Regex _regex;

    /// <summary>A text that <paramref name="regex"/> finds something in.</summary>
    public RegexMatcher(Regex regex) => _regex = regex;

    /// <inheritdoc/>
    public bool IsMatch(string s) => s is not null && _regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches regex /{_regex}/";
}
