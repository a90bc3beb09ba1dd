using Akka.Actor;

namespace Akka.TestKit.Tests;

public class A_probe : Xunit2.TestKit
{
    [Fact]
    public void Has_messages_of_its_own()
    {
        var probe = CreateTestProbe();
        probe.Tell("a");
        probe.ExpectMsg("a");
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Answers_with_itself_as_the_sender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question", TestActor);
        probe.ExpectMsg("question");
        probe.Sender.ShouldBe(TestActor);
        probe.Reply("answer");
        ExpectMsg("answer");
        LastSender.ShouldBe(probe.Ref);
    }

    [Fact]
    public void Sends_as_itself()
    {
        var probe = CreateTestProbe();
        probe.Send(Sys.ActorOf(Props.Create(() => new Echo())), "a");
        probe.ExpectMsg("a");
    }

    [Fact]
    public void Forwards_with_the_original_sender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("a", TestActor);
        probe.ExpectMsg("a");
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        probe.Forward(echo);
        ExpectMsgFrom<string>(echo, "a");
    }

    [Fact]
    public void Equals_its_reference()
    {
        var probe = CreateTestProbe();
        probe.Equals(probe.Ref).ShouldBeTrue();
        probe.GetHashCode().ShouldBe(probe.Ref.GetHashCode());
    }

    [Fact]
    public void Can_be_watched_and_stopped()
    {
        var probe = CreateTestProbe();
        Watch(probe);
        Sys.Stop(probe.Ref);
        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void Carries_the_name_it_is_given() =>
        CreateTestProbe("somebody").Ref.Path.Name.ShouldStartWith("somebody");

    [Fact]
    public void Reacts_by_its_auto_pilot_and_still_queues()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(
            new DelegateAutoPilot(
                (sender, message) =>
                {
                    if (message is not "question")
                    {
                        return AutoPilot.NoAutoPilot;
                    }
                    sender.Tell("answer");
                    return AutoPilot.KeepRunning;
                }
            )
        );
        probe.Ref.Tell("question", TestActor);
        probe.Ref.Tell("question", TestActor);
        ExpectMsg("answer");
        ExpectMsg("answer");
        probe.Ref.Tell("end", TestActor);
        probe.Ref.Tell("question", TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        probe.ReceiveN(4).ShouldBe(["question", "question", "end", "question"]);
    }

    [Fact]
    public void Can_have_children()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create(() => new Echo()), "child");
        child.Path.Parent.ShouldBe(probe.Ref.Path);
        child.Tell("a");
        ExpectMsg("a");
    }
}
