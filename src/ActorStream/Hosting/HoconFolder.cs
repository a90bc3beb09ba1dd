using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorStream.Hosting;

/// <summary>
/// The configuration files that lie beside the program, in <c>hocon/</c>. A line <c>key = ${?NAME}</c>
/// takes its value from the environment, and is not there where the variable is not set.
/// </summary>
public static class HoconFolder
{
    /// <summary>Reads a file and what it includes; includes are looked for in the same folder.</summary>
    /// <param name="name">For example <c>sqlite.conf</c>.</param>
    /// <exception cref="IOException">A file is missing.</exception>
    public static Config Load(string name) => ConfigurationFactory.ParseString(Read(name), Include);

    private static HoconRoot Include(string name) => Parser.Parse(Read(name), Include);

    private static string Read(string name) =>
        EnvironmentValues.FillIn(
            File.ReadAllText(
                Path.Combine(AppContext.BaseDirectory, "hocon", Path.GetFileName(name))
            ),
            Environment.GetEnvironmentVariable
        );
}
