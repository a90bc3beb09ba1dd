using System.Globalization;
using Akka.Persistence.Sql.Tests.Faults;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>What a test starts as a process of its own, in order to kill it or to fail its disk.</summary>
public static class Program
{
    public const string WriteUntilKilled = "write-until-killed";
    public const string WriteStubbornly = "write-stubbornly";

    public static async Task Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        switch (arguments)
        {
            case [WriteUntilKilled, var path]:
                await WriteUntilKilledAsync(new StoreAt("SQLite.MS", $"Data Source={path}"));
                break;
            case [WriteStubbornly, var provider, var connection, var writers, var upTo, var how]:
                await WriteStubbornlyAsync(
                    new StoreAt(provider, connection),
                    int.Parse(writers, CultureInfo.InvariantCulture),
                    long.Parse(upTo, CultureInfo.InvariantCulture),
                    givesUp: how == "give-up",
                    allowance: how == "as-allowed" ? ReadAllowance() : null
                );
                break;
        }
    }

    private static async Task WriteUntilKilledAsync(SqlStore store)
    {
        await using var running = RunningSystem.On(store);
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async i =>
                {
                    var recorder = running.Recorder($"a{i}");
                    for (var n = 1; ; n++)
                    {
                        var number = await running.StoreAsync(recorder, $"{n}");
                        Console.WriteLine($"a{i} {number}");
                    }
                })
        );
    }

    private static async Task WriteStubbornlyAsync(
        SqlStore store,
        int writers,
        long upTo,
        bool givesUp,
        SemaphoreSlim? allowance
    )
    {
        await using var running = RunningSystem.On(store, NeverMind.Failures);
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(i =>
                    new StubbornWriter(running.System, $"a{i}", Console.WriteLine)
                    {
                        GivesUp = givesUp,
                        Allowance = allowance,
                    }.WriteAsync(upTo)
                )
        );
    }

    /// <summary>Each line that is read allows one more attempt.</summary>
    private static SemaphoreSlim ReadAllowance()
    {
        var allowance = new SemaphoreSlim(0);
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
                allowance.Release();
        });
        return allowance;
    }

    private sealed class StoreAt(string provider, string connection) : SqlStore
    {
        public override string ConnectionString => connection;
        public override string ProviderName => provider;

        public override void Dispose() { }
    }
}
