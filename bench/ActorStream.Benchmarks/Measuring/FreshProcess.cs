using System.Diagnostics;
using System.Globalization;

namespace ActorStream.Benchmarks.Measuring;

/// <summary>Measures in a process of its own, where code is cold, and brings the sample back.</summary>
internal static class FreshProcess
{
    /// <summary>Runs this program with the arguments; it prints one sample with <see cref="Print"/>.</summary>
    internal static async Task<Sample> MeasureAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Started by `dotnet`, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(FreshProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var figures = printed
            .Split(' ', StringSplitOptions.TrimEntries)
            .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))
            .ToArray();
        return new(1, new TimeSpan(figures[0]), new TimeSpan(figures[1]), figures[2]);
    }

    /// <summary>What the other process says: one piece of work.</summary>
    internal static void Print(Sample sample) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sample.Elapsed.Ticks} {sample.Processor.Ticks} {sample.AllocatedBytes}"
            )
        );
}
