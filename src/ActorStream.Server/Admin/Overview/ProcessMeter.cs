using System.Diagnostics;
using ActorStream.Server.Admin.Bodies;

namespace ActorStream.Server.Admin.Overview;

/// <summary>What the process takes; its shares are of the time between the last two ticks.</summary>
internal sealed class ProcessMeter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private TimeSpan _pauses = GC.GetTotalPauseDuration();
    private double _cpuPercent;
    private double _gcPausePercent;

    /// <summary>Ends one span of time and begins the next.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_since);
            if (elapsed <= TimeSpan.Zero)
                return;
            var cpu = Environment.CpuUsage.TotalTime;
            var pauses = GC.GetTotalPauseDuration();
            _cpuPercent = Percent((cpu - _cpu) / Environment.ProcessorCount, elapsed);
            _gcPausePercent = Percent(pauses - _pauses, elapsed);
            (_since, _cpu, _pauses) = (time.GetTimestamp(), cpu, pauses);
        }
    }

    public ProcessBody Read()
    {
        using var process = Process.GetCurrentProcess();
        lock (_gate)
        {
            return new(
                _cpuPercent,
                Environment.WorkingSet,
                GC.GetTotalMemory(forceFullCollection: false),
                process.Threads.Count,
                _gcPausePercent
            );
        }
    }

    private static double Percent(TimeSpan part, TimeSpan whole) =>
        Math.Round(Math.Clamp(part / whole, 0, 1) * 100, 2);
}
