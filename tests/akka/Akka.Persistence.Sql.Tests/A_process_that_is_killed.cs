using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

public sealed class A_process_that_is_killed
{
    [Theory]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(400)]
    public async Task Has_stored_all_that_it_acknowledged(int acknowledgements)
    {
        using var store = new SqliteStore();
        var highest = new Dictionary<string, long>(StringComparer.Ordinal);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(Program).Assembly.Location,
                Program.WriteUntilKilled,
                store.Path,
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using (var writer = Process.Start(start)!)
        {
            for (var i = 0; i < acknowledgements; i++)
            {
                var line = await writer.StandardOutput.ReadLineAsync();
                var parts = line.ShouldNotBeNull().Split(' ');
                highest[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
            }
            writer.Kill();
            await writer.WaitForExitAsync();
        }

        await using var running = RunningSystem.On(store);
        foreach (var (id, acknowledged) in highest)
        {
            var told = await running.AskAsync(running.Recorder(id));
            told.SequenceNr.ShouldBeGreaterThanOrEqualTo(acknowledged);
            told.Texts.ShouldBe(
                Enumerable
                    .Range(1, (int)told.SequenceNr)
                    .Select(n => n.ToString(CultureInfo.InvariantCulture))
            );
        }
    }
}
