using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorStream.LoadClient.Measuring;

/// <summary>Named figures in the order they were added: a table for people, one line of JSON for programs.</summary>
internal sealed class Report(string title)
{
    private readonly List<(string Name, object Value, string Unit)> _figures = [];

    public Report Add(string name, double value, string unit = "")
    {
        _figures.Add((name, Math.Round(value, 3), unit));
        return this;
    }

    public Report Add(string name, long value, string unit = "")
    {
        _figures.Add((name, value, unit));
        return this;
    }

    public Report AddText(string name, string value)
    {
        _figures.Add((name, value, ""));
        return this;
    }

    /// <summary>The server's memory and CPU time, where its process id was given.</summary>
    public Report AddProcess(ProcessStatus? before, ProcessStatus? after)
    {
        if (after is { } end)
        {
            Add("serverRss", end.ResidentMegabytes, "MB");
            Add("serverRssPeak", end.PeakResidentMegabytes, "MB");
            Add("serverCpu", end.CpuSeconds - (before?.CpuSeconds ?? 0), "s");
            Add("serverThreads", end.Threads);
        }

        return this;
    }

    public void Write(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            var line = new JsonObject { ["run"] = title };
            foreach (var (name, value, _) in _figures)
            {
                line[name] = JsonSerializer.SerializeToNode(value);
            }

            output.WriteLine(line.ToJsonString());
            return;
        }

        output.WriteLine(title);
        foreach (var (name, value, unit) in _figures)
        {
            var figure = value is string ? value : FormattableString.Invariant($"{value:#,0.###}");
            output.WriteLine($"  {name, -24} {figure, 14} {unit}");
        }
    }
}
