namespace Akka.Configuration.Hocon;

/// <summary>
/// Parses one document by recursive descent, straight from its characters: the reference
/// configuration is read at every start of an actor system.
/// </summary>
/// <param name="reader">The document.</param>
/// <param name="includes">What the documents that include each other share.</param>
/// <param name="folder">Where the document lies, for the documents it includes.</param>
/// <param name="scope">The path that it was included at.</param>
internal sealed partial class DocumentParser(
    HoconReader reader,
    HoconIncludes includes,
    string folder,
    string scope
)
{
    /// <summary>Deeper nesting is a mistake, and would overflow the stack.</summary>
    private const int DepthMax = 200;

    private int depth;

    internal void ParseInto(HoconObject root)
    {
        reader.SkipBlanksAndLines();
        var braces = reader.TrySkip('{');
        ParseFields(root, scope, braces);
        reader.SkipBlanksAndLines();
        if (!reader.AtEnd)
        {
            throw reader.Error($"Unexpected '{reader.Current}'");
        }
    }

    private void ParseFields(HoconObject target, string path, bool braces)
    {
        if (++depth > DepthMax)
        {
            throw reader.Error("Values are nested too deeply");
        }
        while (true)
        {
            reader.SkipBlanksAndLines();
            if (reader.AtEnd)
            {
                if (braces)
                {
                    throw reader.Error("Expected '}' before the end");
                }
                break;
            }
            if (braces && reader.TrySkip('}'))
            {
                break;
            }
            if (!TryInclude(target, path))
            {
                ParseField(target, path);
            }
            EndOfEntry('}', braces);
        }
        depth--;
    }

    private void EndOfEntry(char close, bool braces)
    {
        var separated = reader.SkipBlanksAndLines();
        separated |= reader.TrySkip(',');
        if (!separated && !reader.AtEnd && !(braces && reader.Current == close))
        {
            throw reader.Error($"Expected a comma or a new line, not '{reader.Current}'");
        }
    }

    private void ParseField(HoconObject target, string path)
    {
        var key = ParseKey();
        while (reader.TrySkip('.'))
        {
            target = Descend(target, key);
            path = Extend(path, key);
            key = ParseKey();
        }
        path = Extend(path, key);
        reader.SkipBlanksAndLines();
        if (reader.TrySkip("+="))
        {
            Append(target, key, path);
            return;
        }
        if (reader.Current != '{' && !reader.TrySkip(':') && !reader.TrySkip('='))
        {
            throw reader.Error($"Expected '=', ':' or '{{' after the key '{key}'");
        }
        target.Assign(key, ParseValue(path, '}'));
    }

    private void Append(HoconObject target, string key, string path)
    {
        var before = new HoconSubstitution(path) { IsOptional = true, IsToPrevious = true };
        includes.Substitutions.Add(before);
        var added = new HoconValue(before) { MayNeedPrevious = true };
        added.Values.Add(new HoconArray { ParseValue(path, '}') });
        target.Assign(key, added);
    }

    /// <summary>The object at a key of a dotted path, which takes another value's place.</summary>
    private static HoconObject Descend(HoconObject target, string key)
    {
        if (
            target.Items.TryGetValue(key, out var value)
            && !value.MayNeedPrevious
            && value.IsObject()
        )
        {
            return value.GetObject();
        }
        var child = new HoconObject();
        target.Assign(key, new HoconValue(child));
        return child;
    }

    private static string Extend(string path, string key)
    {
        key = HoconText.Key(key);
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    private string ParseKey()
    {
        reader.SkipBlanks();
        if (reader.Current == '"')
        {
            var quoted = reader.TrySkip("\"\"\"") ? ParseTripleQuoted() : ParseQuoted();
            reader.SkipBlanks();
            return quoted;
        }
        var start = reader.Position;
        while (true)
        {
            reader.SkipPlainKey();
            var end = reader.Position;
            reader.SkipBlanks();
            if (
                end == reader.Position
                || reader.AtEnd
                || reader.AtComment
                || HoconText.EndsPlainKey(reader.Current)
            )
            {
                reader.Skip(end - reader.Position);
                break;
            }
        }
        var key = reader.Since(start);
        if (key.IsEmpty)
        {
            throw reader.Error(
                reader.AtEnd ? "Expected a key before the end" : $"Unexpected '{reader.Current}'"
            );
        }
        var text = key.ToString();
        reader.SkipBlanks();
        return text;
    }
}
