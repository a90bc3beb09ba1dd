using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

public abstract class An_event_that_cannot_be_read : IDisposable
{
    protected abstract SqlStore Store { get; }

    [Fact]
    public async Task Fails_the_recovery() => (await FailureAsync()).PersistenceId.ShouldBe("one");

    [EngineFact("Akka.Persistence.Sql tells only what its serializer says.")]
    public async Task Names_itself()
    {
        var failure = (await FailureAsync()).Cause.ToString();

        failure.ShouldContain("'one'");
        failure.ShouldContain("sequence number 2");
    }

    private async Task<Recorder.RecoveryFailed> FailureAsync()
    {
        await using var running = RunningSystem.On(Store);
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a", "b", "c");
        await running.StopAsync(recorder);
        Store.Execute("UPDATE journal SET identifier = 9999 WHERE sequence_number = 2");
        var failures = await running.ListenAsync<Recorder.RecoveryFailed>();

        running.Recorder("one");

        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        return await failures.ReadAsync(patience.Token);
    }

    public void Dispose() => Store.Dispose();
}

public sealed class An_event_in_SQLite_that_cannot_be_read : An_event_that_cannot_be_read
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class An_event_in_PostgreSQL_that_cannot_be_read : An_event_that_cannot_be_read
{
    protected override SqlStore Store { get; } = new PostgresStore();
}
