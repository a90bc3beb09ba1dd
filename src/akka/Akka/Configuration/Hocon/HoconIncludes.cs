namespace Akka.Configuration.Hocon;

/// <summary>Finds what an <c>include</c> names, and what one document's parts share.</summary>
internal sealed class HoconIncludes(
    Func<string, HoconRoot>? callback,
    List<HoconSubstitution> substitutions
)
{
    /// <summary>Files that include each other would never end.</summary>
    private const int DepthMax = 50;

    private int depth;

    internal List<HoconSubstitution> Substitutions { get; } = substitutions;

    /// <summary>Merges the named document into an object; false when it isn't there.</summary>
    /// <param name="name">As written in the document.</param>
    /// <param name="folder">The folder of the including file.</param>
    /// <param name="path">The path of the object within the whole document.</param>
    /// <param name="target">Takes the keys.</param>
    internal bool Include(string name, string folder, string path, HoconObject target)
    {
        if (callback is not null)
        {
            var root = callback(name);
            if (root?.Value is { } value && value.IsObject())
            {
                // The caller may hand out one document many times: it stays as it is.
                target.Merge(value.GetObject().Clone());
            }
            return root is not null;
        }
        var file = Path.GetFullPath(Path.Combine(folder, name));
        if (!File.Exists(file))
        {
            return false;
        }
        if (++depth > DepthMax)
        {
            throw new FormatException($"Includes are nested too deeply at {name}.");
        }
        var reader = new HoconReader(File.ReadAllText(file), name);
        new DocumentParser(reader, this, Path.GetDirectoryName(file)!, path).ParseInto(target);
        depth--;
        return true;
    }
}
