namespace Akka.Configuration.Hocon;

/// <summary>Turns HOCON text into a tree of values.</summary>
#pragma warning disable RCS1102 // The packages' type isn't static, so that a program may derive from it.
public class Parser
#pragma warning restore RCS1102
{
    /// <summary>
    /// Parses a document and resolves its substitutions, from environment variables where the
    /// document lacks them.
    /// </summary>
    /// <param name="text">The document.</param>
    /// <param name="includeCallback">
    /// Gives the document for the name of an <c>include</c>; without one, names are files,
    /// relative to the including file or else to the current directory.
    /// </param>
    /// <exception cref="FormatException">
    /// The text isn't HOCON, or a required substitution stands for nothing; the message names line
    /// and column.
    /// </exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = new HoconValue(new HoconObject());
        var substitutions = new List<HoconSubstitution>();
        var includes = new HoconIncludes(includeCallback, substitutions);
        new DocumentParser(new HoconReader(text, ""), includes, "", "").ParseInto(
            (HoconObject)root.Values[0]
        );
        if (substitutions.Count > 0)
        {
            new SubstitutionResolver(root).Resolve();
        }
        return new HoconRoot(root, substitutions);
    }
}
