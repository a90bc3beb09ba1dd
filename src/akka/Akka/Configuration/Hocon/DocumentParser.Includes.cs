namespace Akka.Configuration.Hocon;

internal sealed partial class DocumentParser
{
    /// <summary>
    /// <c>include "name"</c>, <c>include file("name")</c>, <c>include required("name")</c>. The
    /// word is an ordinary key unless one of these follows.
    /// </summary>
    private bool TryInclude(HoconObject target, string path)
    {
        var start = reader.Position;
        if (!reader.TrySkip("include"))
        {
            return false;
        }
        if (reader.Current is not (' ' or '\t' or '"'))
        {
            reader.Skip(start - reader.Position);
            return false;
        }
        reader.SkipBlanks();
        var required = reader.TrySkip("required(");
        reader.SkipBlanks();
        var kind =
            reader.TrySkip("file(") || reader.TrySkip("classpath(") || reader.TrySkip("url(");
        reader.SkipBlanks();
        if (reader.Current != '"')
        {
            reader.Skip(start - reader.Position);
            return false;
        }
        var name = reader.TrySkip("\"\"\"") ? ParseTripleQuoted() : ParseQuoted();
        Close(kind);
        Close(required);
        if (!includes.Include(name, folder, path, target) && required)
        {
            throw reader.ErrorAt(start, $"The required include \"{name}\" is not there");
        }
        return true;
    }

    private void Close(bool opened)
    {
        reader.SkipBlanks();
        if (opened)
        {
            reader.Expect(')', "after an include");
        }
    }
}
