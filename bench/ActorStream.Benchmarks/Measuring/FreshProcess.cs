using System.Diagnostics;
using System.Globalization;

namespace ActorStream.Benchmarks.Measuring;

/// <summary>Measures in a process of its own, where code is cold, and brings the sample back.</summary>
internal static class FreshProcess
{
    /// <summary>Runs this program with the arguments; it prints one sample with <see cref="Print"/>.</summary>
    internal static async Task<Sample> MeasureAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var figures = printed
            .Split(' ', StringSplitOptions.TrimEntries)
            .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))
            .ToArray();
        return new(1, new TimeSpan(figures[0]), new TimeSpan(figures[1]), figures[2]);
    }

    /// <summary>Runs this program with the arguments; its standard input and output are the caller's.</summary>
    internal static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Started by `dotnet`, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(FreshProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
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
