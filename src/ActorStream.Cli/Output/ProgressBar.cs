using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Shows people how far a long command is. Programs and files are shown nothing.</summary>
internal static class ProgressBar
{
    /// <summary>Runs the work with a bar of so many steps, where a person looks at the output.</summary>
    public static async Task<T> RunAsync<T>(
        CliContext context,
        bool asJson,
        string title,
        Func<Task<long>> total,
        Func<IProgress<long>?, Task<T>> work
    )
    {
        if (asJson || !context.IsTerminal)
            return await work(null);
        var steps = await total();
        return await Consoles
            .Create(context)
            .Progress()
            .HideCompleted(true)
            .StartAsync(progress =>
            {
                var task = progress.AddTask(title, maxValue: Math.Max(1, steps));
                return work(new Reporter(task));
            });
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, on the caller's thread: nothing comes after the end.</summary>
    private sealed class Reporter(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
