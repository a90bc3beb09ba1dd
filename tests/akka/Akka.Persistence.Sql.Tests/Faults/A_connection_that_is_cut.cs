using System.Text;
using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: whoever wrote cannot know whether it was stored. The actor stops, and what the
/// next one reads is what there is (I11).
/// </summary>
public sealed class A_connection_that_is_cut : IDisposable
{
    private const int Rounds = 10;

    private readonly CuttingProxy _proxy = new(PostgresCluster.Instance);
    private readonly ThroughProxy _store;

    public A_connection_that_is_cut() => _store = new ThroughProxy(_proxy);

    public void Dispose() => _proxy.Dispose();

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [InlineData(Cut.BeforeTheServerHasIt)]
    [InlineData(Cut.WhileTheServerCommits)]
    [InlineData(Cut.AfterTheServerHasCommitted)]
    public async Task Leaves_an_unknown_outcome_and_the_next_actor_reads_the_truth(Cut when)
    {
        await using var running = RunningSystem.On(_store, NeverMind.Failures);
        var testimony = new Testimony();
        var known = 0L;
        for (var round = 1; round <= Rounds; round++)
        {
            var failed = new TaskCompletionSource<Exception>();
            var recorder = running.System.ActorOf(
                Props.Create(() => new WatchedRecorder("one", failed))
            );
            var before = await running.AskAsync(recorder);
            before.SequenceNr.ShouldBeGreaterThanOrEqualTo(known);
            await StoreAsync(running, recorder, before.SequenceNr + 1, $"a{round}", testimony);

            var text = $"{before.SequenceNr + 2}.cut{round}";
            _proxy.Arm(Encoding.UTF8.GetBytes(text), when);
            recorder.Tell(new Recorder.Store(text));
            await failed.Task.WaitAsync(RunningSystem.Patience);

            var after = await running.AskAsync(running.Recorder("one"));
            var wasStored = after.Texts.Contains(text);
            if (when == Cut.BeforeTheServerHasIt)
                wasStored.ShouldBeFalse();
            if (when == Cut.AfterTheServerHasCommitted)
                wasStored.ShouldBeTrue();
            after.SequenceNr.ShouldBe(before.SequenceNr + (wasStored ? 2 : 1));
            known = after.SequenceNr;
        }
        await testimony.ShouldAgreeWithAsync(_store);
    }

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task While_the_server_is_held_up_leaves_nothing_that_is_stored_after_the_next_actor_has_read()
    {
        await using var running = RunningSystem.On(_store, NeverMind.Failures);
        var failed = new TaskCompletionSource<Exception>();
        var recorder = running.System.ActorOf(
            Props.Create(() => new WatchedRecorder("one", failed))
        );
        await running.StoreAsync(recorder, "a");

        using (var other = _store.Open())
        {
            // Reads pass, the append waits in the server, which does not see that its client is gone.
            other.Execute("BEGIN");
            other.Execute("LOCK TABLE journal IN EXCLUSIVE MODE");
            _proxy.Arm("lost"u8, Cut.WhileTheServerCommits);
            recorder.Tell(new Recorder.Store("lost"));
            await failed.Task.WaitAsync(RunningSystem.Patience);

            var again = running.Recorder("one");
            (await running.AskAsync(again)).Texts.ShouldBe(["a"]);
            other.Execute("COMMIT");

            var refused = await running.ListenAsync<Recorder.PersistFailed>();
            var stored = running.StoreAsync(again, "b");
            (await Task.WhenAny(stored, refused.ReadAsync().AsTask())).ShouldBeSameAs(stored);
        }
        (await running.AskAsync(running.Recorder("one"))).Texts.ShouldBe(["a", "b"]);
    }

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Under_load_loses_and_doubles_nothing()
    {
        using var enough = new CancellationTokenSource();
        await using var running = RunningSystem.On(_store, NeverMind.Failures);
        var testimony = new Testimony();
        var random = new Random(7);
        var writers = Enumerable
            .Range(0, 12)
            .Select(i =>
                new StubbornWriter(running.System, $"a{i}", testimony.Hear).WriteAsync(
                    long.MaxValue,
                    enough.Token
                )
            )
            .ToList();

        for (var cut = 0; cut < LongRun.Or(200, 15); cut++)
        {
            var (stored, failed) = (testimony.Stored, testimony.Failed);
            await testimony.UntilAsync(heard => heard.Stored >= stored + 20);
            _proxy.Arm(Encoding.UTF8.GetBytes(StubbornWriter.Mark), (Cut)random.Next(3));
            await testimony.UntilAsync(heard => heard.Failed > failed);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await testimony.ShouldAgreeWithAsync(_store);
    }

    private static async Task StoreAsync(
        RunningSystem running,
        IActorRef recorder,
        long number,
        string attempt,
        Testimony testimony
    )
    {
        var text = $"{number}.{attempt}";
        (await running.StoreAsync(recorder, text)).ShouldBe(number);
        testimony.Hear($"stored one {number} {text}");
    }

    private sealed class ThroughProxy(CuttingProxy proxy) : SqlStore
    {
        public override string ConnectionString { get; } =
            proxy.Through(PostgresCluster.Instance.CreateDatabase());
        public override string ProviderName => "PostgreSQL.15";

        public override void Dispose() { }
    }
}
