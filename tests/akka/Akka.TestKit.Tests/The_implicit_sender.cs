using Akka.Actor;

namespace Akka.TestKit.Tests;

public class The_implicit_sender : Xunit2.TestKit
{
    [Fact]
    public void Is_the_test_actor()
    {
        Sys.ActorOf(Props.Create(() => new Echo())).Tell("a");
        ExpectMsg("a");
    }

    [Fact]
    public async Task Is_the_test_actor_after_an_await_too()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        await Task.Yield();
        echo.Tell("a");
        await ExpectMsgAsync("a");
        await Task.Run(static () => { });
        echo.Tell("b");
        await ExpectMsgAsync("b");
    }

    [Fact]
    public void Stays_the_test_actor_when_probes_are_made()
    {
        _ = CreateTestProbe();
        Sys.ActorOf(Props.Create(() => new Echo())).Tell("a");
        ExpectMsg("a");
    }
}
