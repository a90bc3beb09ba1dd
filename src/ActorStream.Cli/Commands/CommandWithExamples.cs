using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace ActorStream.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CommandWithExamples(string name, string description, string[] examples)
    : Command(name, description)
{
    /// <summary>Command lines without the name of the program.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What the program is called, whatever file it was started from.</summary>
    private const string Program = "actorstream";

    /// <summary>
    /// Makes the help of every command under this root call the program by its name and show the examples.
    /// </summary>
    public static void AddToHelp(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <summary>How the command that was parsed is called from a shell.</summary>
    public static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent
            ? $"{NameOf(parent)} {command.Command.Name}"
            : Program;

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var output = parseResult.InvocationConfiguration.Output;
            var exitCode = WriteUsage(parseResult, output);
            if (parseResult.CommandResult.Command is CommandWithExamples command)
            {
                output.WriteLine("Examples:");
                foreach (var example in command.Examples)
                {
                    output.WriteLine($"  {Program} {example}");
                }

                output.WriteLine();
            }

            return exitCode;
        }

        /// <summary>The library names a root after its file, and lets nobody rename it.</summary>
        private int WriteUsage(ParseResult parseResult, TextWriter output)
        {
            using var text = new StringWriter();
            parseResult.InvocationConfiguration.Output = text;
            try
            {
                return help.Invoke(parseResult);
            }
            finally
            {
                parseResult.InvocationConfiguration.Output = output;
                output.Write(
                    text.ToString()
                        .Replace(
                            $"\n  {RootCommand.ExecutableName} ",
                            $"\n  {Program} ",
                            StringComparison.Ordinal
                        )
                );
            }
        }
    }
}
