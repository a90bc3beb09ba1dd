namespace Akka.Configuration.Hocon;

/// <summary>The text of a document and the place that is read, with the errors' line and column.</summary>
internal sealed class HoconReader(string text, string source)
{
    private int position;

    /// <summary>The character at the place that is read; <c>\0</c> after the end.</summary>
    internal char Current => position < text.Length ? text[position] : '\0';

    internal char Next => position + 1 < text.Length ? text[position + 1] : '\0';

    internal bool AtEnd => position >= text.Length;

    internal ReadOnlySpan<char> Rest => text.AsSpan(position);

    internal int Position => position;

    internal void Skip(int count = 1) => position += count;

    /// <summary>Passes text up to one of the characters that end it.</summary>
    internal void SkipPlainKey()
    {
        while (position < text.Length && !HoconText.EndsPlainKey(text[position]))
        {
            position++;
        }
    }

    /// <inheritdoc cref="SkipPlainKey"/>
    internal void SkipPlainValue()
    {
        while (
            position < text.Length
            && text[position] != '/'
            && !HoconText.EndsPlainValue(text[position])
        )
        {
            position++;
        }
    }

    internal ReadOnlySpan<char> Since(int start) => text.AsSpan(start, position - start);

    internal bool TrySkip(char c)
    {
        if (Current != c || AtEnd)
        {
            return false;
        }
        position++;
        return true;
    }

    internal bool TrySkip(string word)
    {
        if (!Rest.StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }
        position += word.Length;
        return true;
    }

    internal void Expect(char c, string where)
    {
        if (!TrySkip(c))
        {
            throw Error($"Expected '{c}' {where}");
        }
    }

    internal bool AtComment => Current == '#' || (Current == '/' && Next == '/');

    /// <summary>Passes blanks on this line.</summary>
    internal void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\r' or '\u00a0' or '\ufeff' or '\f' or '\v')
        {
            position++;
        }
    }

    /// <summary>Passes blanks, line ends and comments; tells whether a line ended.</summary>
    internal bool SkipBlanksAndLines()
    {
        var lineEnded = false;
        while (true)
        {
            SkipBlanks();
            if (AtComment)
            {
                var end = Rest.IndexOf('\n');
                position = end < 0 ? text.Length : position + end;
            }
            if (Current != '\n')
            {
                return lineEnded;
            }
            lineEnded = true;
            position++;
        }
    }

    internal FormatException Error(string message) => ErrorAt(position, message);

    internal FormatException ErrorAt(int offset, string message) =>
        new($"{message}{Where(offset)}.");

    /// <summary>The line and column of a place, both from 1.</summary>
    internal string Where(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return $" at line {line}, column {column}{(source.Length == 0 ? "" : $" of {source}")}";
    }
}
