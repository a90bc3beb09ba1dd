using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Persistence.Sql.Tests.Fixtures;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Sql.Tests;

/// <summary>
/// Only this engine says which event it was, and why: a recovery fails, and so does a query (I15).
/// </summary>
public abstract class An_event_that_cannot_be_read : IDisposable
{
    public static readonly TheoryData<string, string> Damages = new()
    {
        { "identifier = 9999", "9999" },
        { "manifest = 'No.Such.Type, Nowhere'", "No.Such.Type" },
        // The end is missing, or the beginning is another one.
        { "message = {cut}", "" },
        { "message = {flipped}", "" },
    };

    protected abstract SqlStore Store { get; }

    /// <summary>The message without its last byte.</summary>
    protected abstract string CutMessage { get; }

    /// <summary>The message with another first byte.</summary>
    protected abstract string FlippedMessage { get; }

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [MemberData(nameof(Damages))]
    public async Task Fails_the_recovery_and_names_itself(string damage, string reason)
    {
        await using var running = RunningSystem.On(Store);
        await DamageAsync(running, damage);
        var failures = await running.ListenAsync<Recorder.RecoveryFailed>();

        running.Recorder("one");

        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        var failure = await failures.ReadAsync(patience.Token);
        failure.PersistenceId.ShouldBe("one");
        ShouldName(failure.Cause, reason);
    }

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [MemberData(nameof(Damages))]
    public async Task Fails_every_query_that_meets_it(string damage, string reason)
    {
        await using var running = RunningSystem.On(Store);
        await DamageAsync(running, damage);
        var journal = PersistenceQuery
            .Get(running.System)
            .ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        var materializer = running.System.Materializer();

        foreach (
            var query in new[]
            {
                journal.CurrentEventsByPersistenceId("one", 0, long.MaxValue),
                journal.CurrentAllEvents(Offset.NoOffset()),
            }
        )
        {
            var seen = query.RunWith(Sink.Seq<EventEnvelope>(), materializer);
            var failure = await Should.ThrowAsync<Exception>(
                seen.WaitAsync(RunningSystem.Patience)
            );
            ShouldName(failure, reason);
        }
    }

    private async Task DamageAsync(RunningSystem running, string damage)
    {
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a");
        await recorder.Ask<Recorder.Stored>(
            new Recorder.StoreAnything(new Structured("b")),
            RunningSystem.Patience
        );
        await running.StoreAsync(recorder, "c");
        await running.StopAsync(recorder);
        damage = damage
            .Replace("{cut}", CutMessage, StringComparison.Ordinal)
            .Replace("{flipped}", FlippedMessage, StringComparison.Ordinal);
        Store.Execute($"UPDATE journal SET {damage} WHERE sequence_number = 2");
    }

    private static void ShouldName(Exception failure, string reason)
    {
        failure.ToString().ShouldContain("'one'");
        failure.ToString().ShouldContain("sequence number 2 cannot be read: ");
        failure.ToString().ShouldContain(reason);
    }

    public void Dispose() => Store.Dispose();

    /// <summary>Unlike a text, not everything can be read as one.</summary>
    public sealed record Structured(string Text);
}

public sealed class An_event_in_SQLite_that_cannot_be_read : An_event_that_cannot_be_read
{
    protected override SqlStore Store { get; } = new SqliteStore();

    protected override string CutMessage => "substr(message, 1, length(message) - 1)";

    protected override string FlippedMessage => "CAST(x'23' || substr(message, 2) AS BLOB)";
}

public sealed class An_event_in_PostgreSQL_that_cannot_be_read : An_event_that_cannot_be_read
{
    protected override SqlStore Store { get; } = new PostgresStore();

    protected override string CutMessage => "substr(message, 1, length(message) - 1)";

    protected override string FlippedMessage => "'\\x23'::bytea || substr(message, 2)";
}
