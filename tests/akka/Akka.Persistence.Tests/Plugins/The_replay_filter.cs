using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Plugins;

/// <summary>A journal into which two writers have written under one persistence id.</summary>
public abstract class ReplayFilterSpec(string mode)
    : PersistenceSpec($"akka.persistence.journal.scripted.replay-filter.mode = {mode}")
{
    /// <summary>Writes as an actor would that does not know of another one.</summary>
    protected void WriteAs(string writer, params long[] numbers)
    {
        foreach (var n in numbers)
        {
            var probe = CreateTestProbe();
            var e = new Persistent($"{writer}{n}", n, PersistenceId, "", false, null, writer);
            Persistence
                .Instance.Apply(Sys)
                .JournalFor(null)
                .Tell(new WriteMessages([new AtomicWrite(e)], probe.Ref, 1), probe.Ref);
            probe.ExpectMsg<WriteMessagesSuccessful>();
            probe.ExpectMsg<WriteMessageSuccess>();
        }
    }

    protected void WriteInParallel()
    {
        WriteAs("a", 1, 2, 3);
        WriteAs("b", 3, 4);
    }
}

public sealed class The_replay_filter() : ReplayFilterSpec("repair-by-discard-old")
{
    [Fact]
    public void One_writer_after_the_other_is_no_fault()
    {
        WriteAs("a", 1, 2);
        WriteAs("b", 3, 4);

        Start();

        ExpectMsgs("replayed a1", "replayed a2", "replayed b3", "replayed b4", "recovered");
    }

    [Fact]
    public void What_an_older_writer_wrote_in_parallel_is_left_out()
    {
        WriteInParallel();

        Start();

        ExpectMsgs("replayed a1", "replayed a2", "replayed b3", "replayed b4", "recovered");
    }

    [Fact]
    public void What_an_older_writer_wrote_later_is_left_out()
    {
        WriteAs("a", 1);
        WriteAs("b", 2);
        WriteAs("a", 3);
        WriteAs("b", 3);

        Start();

        ExpectMsgs("replayed a1", "replayed b2", "replayed b3", "recovered");
    }
}

public sealed class The_replay_filter_that_fails() : ReplayFilterSpec("fail")
{
    [Fact]
    public void Writing_in_parallel_fails_the_recovery()
    {
        WriteInParallel();

        var actor = Watch(Start());

        ExpectMsg<string>().ShouldStartWith("recovery failed");
        ExpectTerminated(actor);
    }

    [Fact]
    public void One_writer_after_the_other_is_no_fault()
    {
        WriteAs("a", 1);
        WriteAs("b", 2);

        Start();

        ExpectMsgs("replayed a1", "replayed b2", "recovered");
    }
}

public sealed class The_replay_filter_that_warns() : ReplayFilterSpec("warn")
{
    [Fact]
    public void All_is_replayed_that_was_written()
    {
        WriteInParallel();

        Start();

        ExpectMsgs("replayed a1", "replayed a2", "replayed a3", "replayed b3", "replayed b4");
        ExpectMsg("recovered");
    }
}

public sealed class The_replay_filter_that_is_off() : ReplayFilterSpec("off")
{
    [Fact]
    public void All_is_replayed_that_was_written()
    {
        WriteInParallel();

        Start();

        ExpectMsgs("replayed a1", "replayed a2", "replayed a3", "replayed b3", "replayed b4");
        ExpectMsg("recovered");
    }
}
