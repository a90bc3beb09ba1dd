using Akka.Actor;

namespace Akka.Tests.Messaging;

public sealed class Piping_a_task : ActorTest
{
    [Fact]
    public async Task The_result_is_told()
    {
        var ear = Listen();
        await Task.FromResult("result").PipeTo(ear.Ref);
        await ear.Hears("result");
    }

    [Fact]
    public async Task A_failure_is_told_as_a_status()
    {
        var ear = Listen();
        await Task.FromException<string>(new InvalidOperationException("no")).PipeTo(ear.Ref);
        (await ear.Hears<Status.Failure>()).Cause.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Both_may_be_made_into_other_messages()
    {
        var ear = Listen();
        await Task.FromResult(1).PipeTo(ear.Ref, success: i => $"got {i}");
        await Task.FromException<int>(new InvalidOperationException("no"))
            .PipeTo(ear.Ref, failure: e => $"failed: {e.Message}");
        await ear.Hears("got 1", "failed: no");
    }

    [Fact]
    public async Task The_sender_may_be_given()
    {
        var ear = Listen();
        var other = Listen();
        await Task.FromResult("result").PipeTo(ear.Ref, other.Ref);
        await ear.Hears("result");
        ear.LastSender.ShouldBe(other.Ref);
    }

    [Fact]
    public async Task A_task_without_a_result_is_silent_unless_it_fails()
    {
        var ear = Listen();
        await Task.CompletedTask.PipeTo(ear.Ref);
        await Task.CompletedTask.PipeTo(ear.Ref, success: () => "done");
        await Task.FromException(new InvalidOperationException())
            .PipeTo(ear.Ref, failure: _ => "failed");
        await ear.Hears("done", "failed");
    }

    [Fact]
    public async Task An_actor_may_pipe_to_itself()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource<string>();
        var actor = Actor(
            (message, context) =>
            {
                if (message is "go")
                    _ = gate.Task.PipeTo(context.Self);
                else
                    ear.Ref.Tell(message);
            }
        );
        actor.Tell("go");
        actor.Tell("meanwhile");
        await ear.Hears("meanwhile");
        gate.SetResult("later");
        await ear.Hears("later");
    }
}
