using ActorStream.Cli.Sources;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Shows people how far a long command is. Programs and files are shown nothing.</summary>
internal static class ProgressBar
{
    /// <summary>Runs the work with a bar of its steps, where a person looks at the output.</summary>
    public static async Task<T> RunAsync<T>(
        CliContext context,
        bool asJson,
        string title,
        Func<IProgress<Steps>?, Task<T>> work
    )
    {
        if (asJson || !context.IsTerminal)
            return await work(null);
        return await Consoles
            .Create(context)
            .Progress()
            .HideCompleted(true)
            .StartAsync(progress => work(new Reporter(progress.AddTask(title, maxValue: 1))));
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, on the caller's thread: nothing comes after the end.</summary>
    private sealed class Reporter(ProgressTask task) : IProgress<Steps>
    {
        public void Report(Steps value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
