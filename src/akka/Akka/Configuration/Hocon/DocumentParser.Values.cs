using System.Text;

namespace Akka.Configuration.Hocon;

internal sealed partial class DocumentParser
{
    private HoconValue ParseValue(string path, char close)
    {
        reader.SkipBlanksAndLines();
        var value = new HoconValue();
        var references = includes.Substitutions.Count;
        var nestedReferences = 0;
        while (!AtEndOfValue(close))
        {
            var before = includes.Substitutions.Count;
            value.AppendValue(ParsePiece(path));
            if (value.Values[^1] is HoconObject)
            {
                // A reference inside an object belongs to a key of that object.
                nestedReferences += includes.Substitutions.Count - before;
            }
        }
        if (value.Values.Count == 0)
        {
            throw reader.Error("Expected a value");
        }
        value.MayNeedPrevious = includes.Substitutions.Count - references > nestedReferences;
        Tidy(value);
        return value;
    }

    private bool AtEndOfValue(char close) =>
        reader.AtEnd
        || reader.Current is ',' or '\n'
        || reader.Current == close
        || (reader.Current == '\r' && reader.Next == '\n')
        || reader.AtComment;

    private IHoconElement ParsePiece(string path)
    {
        switch (reader.Current)
        {
            case '{':
                reader.Skip();
                var child = new HoconObject();
                ParseFields(child, path, braces: true);
                return child;
            case '[':
                reader.Skip();
                return ParseArray(path);
            case '"':
                return new HoconLiteral
                {
                    Value = reader.TrySkip("\"\"\"") ? ParseTripleQuoted() : ParseQuoted(),
                };
            case '$' when reader.Next == '{':
                return ParseSubstitution();
            default:
                return new PlainText { Value = ParsePlain() };
        }
    }

    /// <summary>
    /// Blanks count between two texts, not at the ends and not next to objects and arrays;
    /// <c>null</c> alone is no text.
    /// </summary>
    private void Tidy(HoconValue value)
    {
        var pieces = value.Values;
        if (pieces[0] is PlainText first)
        {
            first.Value = first.Value.TrimStart();
        }
        if (pieces[^1] is PlainText last)
        {
            last.Value = last.Value.TrimEnd();
            if (last.Value.Length == 0 && pieces.Count > 1)
            {
                pieces.RemoveAt(pieces.Count - 1);
            }
            else if (
                pieces.Count == 1
                && string.Equals(last.Value, "null", StringComparison.Ordinal)
            )
            {
                last.Value = null!;
            }
        }
        if (pieces.Count > 1 && pieces.Exists(static e => e is HoconObject or HoconArray))
        {
            pieces.RemoveAll(static e => e is PlainText text && text.Value.AsSpan().IsWhiteSpace());
            var compound = pieces.Find(static e => e is HoconObject or HoconArray)!;
            if (pieces.Exists(e => e is not HoconSubstitution && e.GetType() != compound.GetType()))
            {
                throw reader.Error("Objects, arrays and text cannot be joined to one value");
            }
            MergeNeighbours(value);
        }
    }

    private static void MergeNeighbours(HoconValue value)
    {
        var pieces = value.Values.ToArray();
        value.Clear();
        foreach (var piece in pieces)
        {
            value.AppendValue(piece);
        }
    }

    private HoconArray ParseArray(string path)
    {
        if (++depth > DepthMax)
        {
            throw reader.Error("Values are nested too deeply");
        }
        var array = new HoconArray();
        while (true)
        {
            reader.SkipBlanksAndLines();
            if (reader.TrySkip(']'))
            {
                depth--;
                return array;
            }
            if (reader.AtEnd)
            {
                throw reader.Error("Expected ']' before the end");
            }
            array.Add(ParseValue(path, ']'));
            EndOfEntry(']', braces: true);
        }
    }

    private HoconSubstitution ParseSubstitution()
    {
        var start = reader.Position;
        reader.Skip(2);
        var optional = reader.TrySkip('?');
        var length = reader.Rest.IndexOfAny('}', '\n');
        if (length < 0 || reader.Rest[length] != '}')
        {
            throw reader.ErrorAt(start, "Expected '}' after a substitution");
        }
        var path = reader.Rest[..length].Trim().ToString();
        if (path.Length == 0)
        {
            throw reader.ErrorAt(start, "Expected a path in a substitution");
        }
        reader.Skip(length + 1);
        var reference = new HoconSubstitution(path)
        {
            IsOptional = optional,
            Scope = scope,
            Position = reader.Where(start),
        };
        includes.Substitutions.Add(reference);
        return reference;
    }

    private string ParsePlain()
    {
        var start = reader.Position;
        while (!reader.AtEnd && !reader.AtComment)
        {
            var c = reader.Current;
            if (c == '/' || (c == '\r' && reader.Next != '\n'))
            {
                reader.Skip();
                continue;
            }
            if (HoconText.EndsPlainValue(c))
            {
                break;
            }
            reader.SkipPlainValue();
        }
        if (reader.Position == start)
        {
            throw reader.Error($"Unexpected '{reader.Current}': put such text into quotes");
        }
        return reader.Since(start).ToString();
    }

    private string ParseTripleQuoted()
    {
        var length = reader.Rest.IndexOf("\"\"\"", StringComparison.Ordinal);
        if (length < 0)
        {
            throw reader.Error("Expected \"\"\" before the end");
        }
        // Quotes right before the closing three belong to the text.
        while (length + 3 < reader.Rest.Length && reader.Rest[length + 3] == '"')
        {
            length++;
        }
        var text = reader.Rest[..length].ToString();
        reader.Skip(length + 3);
        return text;
    }

    private string ParseQuoted()
    {
        var start = reader.Position;
        reader.Skip();
        var plain = reader.Rest.IndexOfAny('"', '\\', '\n');
        if (plain >= 0 && reader.Rest[plain] == '"')
        {
            var whole = reader.Rest[..plain].ToString();
            reader.Skip(plain + 1);
            return whole;
        }
        var text = new StringBuilder();
        while (!reader.TrySkip('"'))
        {
            if (reader.AtEnd || reader.Current == '\n')
            {
                throw reader.ErrorAt(start, "Expected '\"' at the end of a text");
            }
            text.Append(reader.Current == '\\' ? ParseEscape() : reader.Current);
            reader.Skip();
        }
        return text.ToString();
    }

    private char ParseEscape()
    {
        reader.Skip();
        switch (reader.Current)
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return reader.Current;
            case 'u'
                when reader.Rest.Length > 4
                    && ushort.TryParse(
                        reader.Rest.Slice(1, 4),
                        System.Globalization.NumberStyles.AllowHexSpecifier,
                        null,
                        out var code
                    ):
                reader.Skip(4);
                return (char)code;
            default:
                throw reader.Error($"'\\{reader.Current}' is no escape");
        }
    }

    /// <summary>Text without quotes, whose outer blanks may not count.</summary>
    private sealed class PlainText : HoconLiteral;
}
