using System.Diagnostics.Metrics;
using ActorStream.Operations.Rewriting;
using ActorStream.Server.Hosting;
using ActorStream.Server.Rewriting;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Rewriting;

/// <summary>The moments at which a server rewrites its tables after an erasure; only time is played.</summary>
public sealed class When_the_tables_are_rewritten : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(20);
    private static readonly RewriteLimits Limits = new(
        TimeSpan.FromMilliseconds(500),
        TimeSpan.FromSeconds(5),
        MaxBytes: 10_000
    );

    private const long MaxLogBytes = 77;

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider();
    private readonly RewriteLedger _ledger;
    private JournalRewriter? _rewriter;
    private TaskCompletionSource _noTurn = Completed();

    public When_the_tables_are_rewritten() =>
        _ledger = new(
            new ServerSettings([], JournalKind.Postgres, "", "Host=db", null, null),
            _time
        );

    [Fact]
    public async Task Erasures_that_come_together_are_rewritten_together_after_the_delay()
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _ledger.Erased();
        _ledger.Standing.ShouldNotBeNull().IsDue.ShouldBeTrue();
        rewrite.HasNext.ShouldBeFalse();

        _time.Advance(Delay);
        var run = await rewrite.NextAsync();
        run.Limits.ShouldBe(Limits);
        _ledger.Standing.ShouldNotBeNull().IsRunning.ShouldBeTrue();
        run.End();

        await UntilAsync(standing => standing is { IsDue: false, IsLogDue: false });
        _ledger.Standing.ShouldBe(new(false, null, false, _time.GetUtcNow(), null));
        _log.All.Select(line => line.Id).ShouldBe([210]);
    }

    [Fact]
    public async Task An_erasure_during_a_rewrite_is_left_to_the_next_one_an_interval_later()
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        var first = await rewrite.NextAsync();
        _ledger.Erased();

        first.End();
        await _time.AwaitPauseAsync(Delay);
        _ledger.Standing.ShouldNotBeNull().IsDue.ShouldBeTrue();
        _time.Advance(Delay);
        await _time.AwaitPauseAsync(Interval - Delay);
        rewrite.HasNext.ShouldBeFalse();
        _time.Advance(Interval - Delay);

        (await rewrite.NextAsync()).End();
        await UntilAsync(standing => standing is { IsDue: false, IsLogDue: false });
    }

    [Theory]
    [InlineData(RewriteOutcome.Done)]
    [InlineData(RewriteOutcome.Busy)]
    [InlineData(RewriteOutcome.NoSpace)]
    public async Task After_a_long_one_there_is_rest_for_ten_times_as_long(RewriteOutcome outcome)
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        var run = await rewrite.NextAsync();
        _ledger.Erased();

        _time.Advance(TimeSpan.FromHours(2));
        run.End(outcome);

        var rest = TimeSpan.FromHours(20);
        if (outcome == RewriteOutcome.Done)
        {
            // What was erased meanwhile is due from now on.
            await _time.AwaitPauseAsync(Delay);
            _time.Advance(Delay);
            rest -= Delay;
        }

        await _time.AwaitPauseAsync(rest);
        _log.All.Select(line => line.Id).ShouldBe([outcome == RewriteOutcome.Done ? 210 : 212]);
        _time.Advance(rest);
        (await rewrite.NextAsync()).End();
    }

    [Fact]
    public async Task A_table_that_had_to_be_rewritten_under_a_lock_is_told_once()
    {
        var rewrite = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            _ledger.Erased();
            await _time.AwaitPauseAsync(Delay);
            _time.Advance(Interval);
            (await rewrite.NextAsync()).End(notCopied: "It has a view.");
            await UntilAsync(standing => !standing.IsDue);
        }

        _log.All.Select(line => line.Id).ShouldBe([216, 210, 210]);
    }

    [Fact]
    public async Task While_a_turn_is_open_it_waits_and_begins_when_the_last_one_ends()
    {
        _noTurn = new();
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        await _time.AwaitPauseAsync(MaxWait - Delay);
        rewrite.HasNext.ShouldBeFalse();

        _noTurn.SetResult();

        (await rewrite.NextAsync()).End();
    }

    [Fact]
    public async Task Where_there_is_always_an_open_turn_it_begins_all_the_same_after_a_while()
    {
        _noTurn = new();
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        await _time.AwaitPauseAsync(MaxWait - Delay);

        _time.Advance(MaxWait - Delay);

        (await rewrite.NextAsync()).End();
    }

    [Fact]
    public async Task What_could_not_be_done_is_tried_again_later_and_later_and_told_once()
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        int[] pauses = [5, 10, 20, 40, 80, 160, 300, 300];
        for (var i = 0; i < pauses.Length; i++)
        {
            var run = await rewrite.NextAsync();
            if (i % 2 == 0)
                run.End(RewriteOutcome.Busy);
            else
                run.Fail(new IOException("The database is away."));
            await _time.AwaitPauseAsync(TimeSpan.FromSeconds(pauses[i]));
            _ledger.Standing.ShouldNotBeNull().Problem.ShouldNotBeNull();
            _time.Advance(TimeSpan.FromSeconds(pauses[i]));
        }

        (await rewrite.NextAsync()).End();

        await UntilAsync(standing => standing is { IsDue: false, IsLogDue: false });
        _ledger.Standing.ShouldNotBeNull().Problem.ShouldBeNull();
        _log.All.Select(line => line.Id).ShouldBe([212, 210]);
    }

    [Fact]
    public async Task What_took_too_long_beside_turns_is_tried_again_when_none_is_open()
    {
        _noTurn = new();
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        await _time.AwaitPauseAsync(MaxWait - Delay);
        _time.Advance(MaxWait - Delay);
        (await rewrite.NextAsync()).End(RewriteOutcome.TooSlow, bytes: 8000);
        await _time.AwaitPauseAsync(Interval);
        _time.Advance(Interval + MaxWait);
        rewrite.HasNext.ShouldBeFalse();

        _noTurn.SetResult();

        var second = await rewrite.NextAsync();
        second.Limits.ShouldBe(Limits);
        second.End();
        await UntilAsync(standing => standing is { IsDue: false, IsLogDue: false });
        _log.All.Select(line => line.Id).ShouldBe([212, 210]);
    }

    [Fact]
    public async Task What_took_too_long_is_not_tried_again_before_the_tables_are_smaller()
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        (await rewrite.NextAsync()).End(RewriteOutcome.TooSlow, bytes: 8000);
        await _time.AwaitPauseAsync(Interval);
        _time.Advance(Interval);

        var second = await rewrite.NextAsync();
        second.Limits.MaxBytes.ShouldBe(7999);
        second.End(RewriteOutcome.TooLarge, bytes: 8000);
        await _time.AwaitPauseAsync(Interval);

        _ledger.Standing.ShouldNotBeNull().IsDue.ShouldBeTrue();
        _log.All.Select(line => line.Id).ShouldBe([211, 211]);
        _log.All.ShouldAllBe(line => line.Text.Contains("actorstream journal compact"));
    }

    [Fact]
    public async Task What_the_last_process_left_to_do_is_done_by_the_next()
    {
        var before = _time.GetUtcNow().AddDays(-1);
        var rewrite = await StartAsync(new() { Need = new(3, IsDue: true, before, 1000) });

        await _time.AwaitPauseAsync(Delay);
        _ledger.Standing.ShouldBe(new(true, _time.GetUtcNow(), false, before, null));
        _time.Advance(Delay);

        (await rewrite.NextAsync()).End();
        await UntilAsync(standing => standing is { IsDue: false, IsLogDue: false });
    }

    [Fact]
    public async Task Switched_off_it_is_done_by_order_only()
    {
        var rewrite = await StartAsync(
            new() { Need = new(3, IsDue: true, null, 1000) },
            isOn: false
        );
        _ledger.Erased();
        var told = new List<(int, int)>();

        var ordered = _rewriter!.OrderAsync((done, total) => told.Add((done, total)));
        var run = await rewrite.NextAsync();
        run.Tell(1, 3);
        run.End();

        (await ordered).ShouldNotBeNull().Outcome.ShouldBe(RewriteOutcome.Done);
        run.Limits.ShouldBe(Limits with { MaxBytes = null });
        rewrite.Cleaned.ShouldBe([null]);
        told.ShouldBe([(1, 3)]);
        rewrite.HasNext.ShouldBeFalse();
        _ledger.Standing.ShouldNotBeNull().IsDue.ShouldBeFalse();
    }

    [Fact]
    public async Task The_log_is_cleaned_after_the_tables_and_again_while_somebody_keeps_it()
    {
        var rewrite = await StartAsync();
        rewrite.Cleanings.Enqueue(new(LogOutcome.Kept, "The slot s keeps 3 segments."));
        rewrite.Cleanings.Enqueue(new(LogOutcome.Kept, "The slot s keeps 2 segments."));
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        (await rewrite.NextAsync()).End();

        await _time.AwaitPauseAsync(TimeSpan.FromSeconds(5));
        var standing = _ledger.Standing.ShouldNotBeNull();
        (standing.IsDue, standing.IsLogDue).ShouldBe((false, true));
        standing.LogProblem.ShouldBe("The slot s keeps 3 segments.");
        _time.Advance(TimeSpan.FromSeconds(5));
        await _time.AwaitPauseAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));

        await UntilAsync(standing => !standing.IsLogDue);
        _ledger.Standing.ShouldNotBeNull().LogProblem.ShouldBeNull();
        rewrite.Cleaned.ShouldBe([MaxLogBytes, MaxLogBytes, MaxLogBytes]);
        rewrite.HasNext.ShouldBeFalse();
        _log.All.Select(line => line.Id).ShouldBe([210, 213]);
    }

    [Fact]
    public async Task A_log_that_can_never_be_cleaned_is_told_and_left_alone()
    {
        var rewrite = await StartAsync();
        rewrite.Cleanings.Enqueue(new(LogOutcome.NotAllowed, "The role may not do it."));
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        (await rewrite.NextAsync()).End();

        await UntilAsync(standing => standing.LogProblem is not null);
        _ledger.IsLogPutOff.ShouldBeFalse();
        _ledger.Standing.ShouldNotBeNull().IsLogDue.ShouldBeTrue();
        _log.All.Select(line => line.Id).ShouldBe([210, 213]);
    }

    [Fact]
    public async Task A_log_that_the_last_process_left_is_cleaned_by_the_next()
    {
        var rewrite = await StartAsync(
            new() { Need = new(3, IsDue: false, _time.GetUtcNow(), 1000, IsLogDue: true) }
        );

        await UntilAsync(standing => !standing.IsLogDue);
        rewrite.Cleaned.ShouldBe([MaxLogBytes]);
        rewrite.HasNext.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_stops_gives_it_up_and_it_stays_due()
    {
        var rewrite = await StartAsync();
        _ledger.Erased();
        await _time.AwaitPauseAsync(Delay);
        _time.Advance(Delay);
        await rewrite.NextAsync();

        await _rewriter!.StopAsync(CancellationToken.None);

        var standing = _ledger.Standing.ShouldNotBeNull();
        (standing.IsDue, standing.IsRunning).ShouldBe((true, false));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rewriter is not null)
        {
            await _rewriter.StopAsync(CancellationToken.None);
            _rewriter.Dispose();
        }

        await _services.DisposeAsync();
        _log.Dispose();
    }

    private async Task<ScriptedRewrite> StartAsync(
        ScriptedRewrite? scripted = null,
        bool isOn = true
    )
    {
        var rewrite = scripted ?? new ScriptedRewrite();
        _rewriter = new(
            rewrite,
            new(_ => Task.CompletedTask, () => _noTurn.Task),
            new(isOn, Delay, Interval, MaxWait, Limits, MaxLogBytes),
            _ledger,
            new(_services.GetRequiredService<IMeterFactory>(), _ledger),
            _time,
            _log
        );
        await _rewriter.StartAsync(CancellationToken.None);
        while (_ledger.Known is null)
            await Task.Yield();
        return rewrite;
    }

    private async Task UntilAsync(Func<RewriteStanding, bool> condition)
    {
        while (!condition(_ledger.Standing.ShouldNotBeNull()))
            await Task.Yield();
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
