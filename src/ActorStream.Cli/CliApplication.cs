using System.CommandLine;
using ActorStream.Cli.Commands;
using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli;

/// <summary>The command line as a function of its arguments and its world.</summary>
public static class CliApplication
{
    /// <summary>What shells expect of a command that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(
        string[] arguments,
        CliContext context,
        CancellationToken cancellation = default
    )
    {
        var root = new RootCommand("Tools for the operators of an ActorStream server.")
        {
            JournalCommand.Create(context),
            CompletionsCommand.Create(context),
        };
        CommandWithExamples.AddToHelp(root);
        try
        {
            return await root.Parse(arguments)
                .InvokeAsync(
                    new InvocationConfiguration
                    {
                        Output = context.Out,
                        Error = context.Error,
                        EnableDefaultExceptionHandler = false,
                    },
                    cancellation
                );
        }
        catch (JournalProblem problem)
        {
            await context.Error.WriteLineAsync(TerminalText.Escape(problem.Message));
            return problem.Kind == JournalProblemKind.Missing ? 2 : 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (IOException) when (!context.IsTerminal)
        {
            // Whoever read our output has gone away, as `head` does.
            return 0;
        }
    }
}
