using System.CommandLine;
using System.CommandLine.Invocation;
using ActorStream.Cli.Commands;
using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli;

/// <summary>The command line as a function of its arguments and its world.</summary>
public static class CliApplication
{
    /// <summary>Nothing was done: the command line is wrong, or there is no such journal.</summary>
    private const int Unusable = 2;

    /// <summary>What shells expect of a command that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    /// <summary>What shells expect of a command whose reader has gone away.</summary>
    private const int Unread = 141;

    /// <summary>The system's number for a pipe without a reader.</summary>
    private const int BrokenPipe = 32;

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
            var parsed = root.Parse(arguments);
            return parsed.Action is ParseErrorAction
                ? WrongUsage.Explain(parsed, context.Error, Unusable)
                : await parsed.InvokeAsync(
                    new InvocationConfiguration
                    {
                        Output = context.Out,
                        Error = context.Error,
                        EnableDefaultExceptionHandler = false,
                        // Signals come through the token, see Interruption.
                        ProcessTerminationTimeout = null,
                    },
                    cancellation
                );
        }
        catch (JournalProblem problem)
        {
            await context.Error.WriteLineAsync(TerminalText.Escape(problem.Message));
            return problem.Kind == JournalProblemKind.Missing ? Unusable : 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            // Whoever read our output has gone away, as `head` does.
            return Unread;
        }
        catch (IOException error)
        {
            await context.Error.WriteLineAsync(
                $"Not all could be read or written: {TerminalText.Escape(error.Message)}"
            );
            return 1;
        }
    }
}
