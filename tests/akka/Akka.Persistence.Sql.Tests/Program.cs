using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>What a test starts as a process of its own, in order to kill it.</summary>
public static class Program
{
    public const string WriteUntilKilled = "write-until-killed";

    public static async Task Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is not [WriteUntilKilled, var path])
            return;
        using var store = new StoreAt(path);
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

    private sealed class StoreAt(string path) : SqlStore
    {
        public override string ConnectionString => $"Data Source={path}";
        public override string ProviderName => "SQLite.MS";

        public override void Dispose() { }
    }
}
