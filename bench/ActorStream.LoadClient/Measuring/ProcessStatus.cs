namespace ActorStream.LoadClient.Measuring;

/// <summary>What Linux says about a process under <c>/proc</c>.</summary>
internal readonly record struct ProcessStatus(
    double ResidentMegabytes,
    double PeakResidentMegabytes,
    double CpuSeconds,
    int Threads
)
{
    /// <summary>Clock ticks a second in <c>/proc/PID/stat</c>: 100 on every Linux there is.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Reads the status, or null if there is no such process here.</summary>
    public static ProcessStatus? Read(int processId)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{processId}/status");
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStatus(
                Field(status, "VmRSS:") / 1024.0,
                Field(status, "VmHWM:") / 1024.0,
                (long.Parse(afterName[11]) + long.Parse(afterName[12])) / TicksPerSecond,
                (int)Field(status, "Threads:")
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Field(string[] lines, string name)
    {
        var line = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null
            ? 0
            : long.Parse(line[name.Length..].Split(' ', '\t').First(word => word.Length > 0));
    }
}
