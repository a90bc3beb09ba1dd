using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Plugins;

public sealed class The_replay_filter : PersistenceSpec
{
    /// <summary>Writes as an actor would that does not know of another one.</summary>
    private void WriteAs(string writer, params long[] numbers)
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
        WriteAs("a", 1, 2, 3);
        WriteAs("b", 3, 4);

        Start();

        ExpectMsgs("replayed a1", "replayed a2", "replayed b3", "replayed b4", "recovered");
    }
}
