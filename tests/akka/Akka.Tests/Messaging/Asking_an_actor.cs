using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Messaging;

public sealed class Asking_an_actor : ActorTest
{
    private IActorRef Echo() => Actor((message, context) => context.Sender.Tell(message));

    private IActorRef Mute() => Actor((_, _) => { });

    [Fact]
    public async Task The_answer_is_the_result()
    {
        (await Echo().Ask<string>("hello", Patience)).ShouldBe("hello");
        (await Echo().Ask("hello", Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task Only_the_first_answer_counts()
    {
        var twice = Actor(
            (_, context) =>
            {
                context.Sender.Tell(1);
                context.Sender.Tell(2);
            }
        );
        (await twice.Ask<int>("go", Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task Without_an_answer_in_time_it_fails()
    {
        var ask = Mute().Ask<string>("hello", TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<AskTimeoutException>(ask);
    }

    [Fact]
    public async Task Cancelling_cancels_it()
    {
        using var source = new CancellationTokenSource();
        var ask = Mute().Ask<string>("hello", source.Token);
        ask.IsCompleted.ShouldBeFalse();
        source.Cancel();
        await Should.ThrowAsync<TaskCanceledException>(ask);
    }

    [Fact]
    public async Task A_failure_fails_it_with_its_cause()
    {
        var failing = Actor(
            (_, context) =>
                context.Sender.Tell(new Status.Failure(new InvalidOperationException("no")))
        );
        var ask = failing.Ask<string>("hello", Patience);
        (await Should.ThrowAsync<InvalidOperationException>(ask)).Message.ShouldBe("no");
    }

    [Fact]
    public async Task Who_asks_for_a_failure_gets_it()
    {
        var failing = Actor(
            (_, context) =>
                context.Sender.Tell(new Status.Failure(new InvalidOperationException("no")))
        );
        (await failing.Ask<Status.Failure>("hello", Patience)).Cause.Message.ShouldBe("no");
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_it()
    {
        await Should.ThrowAsync<ArgumentException>(Echo().Ask<int>("a text", Patience));
    }

    [Fact]
    public async Task The_message_may_carry_the_reference_to_answer_to()
    {
        var actor = Actor((message, _) => ((Question)message).ReplyTo.Tell("answer"));
        var answer = await actor.Ask<string>(
            self => new Question(self),
            Patience,
            CancellationToken.None
        );
        answer.ShouldBe("answer");
    }

    [EngineFact("Akka.NET does not look up who asks.")]
    public async Task The_sender_of_a_question_can_be_found_by_its_path()
    {
        var actor = Actor(
            (_, context) => context.ActorSelection(context.Sender.Path).Tell("found", context.Self)
        );
        (await actor.Ask<string>("where are you?", Patience)).ShouldBe("found");
    }

    [Fact]
    public async Task The_sender_of_a_question_may_be_watched_until_it_is_answered()
    {
        var ear = Listen();
        var actor = Actor(
            (message, context) =>
            {
                switch (message)
                {
                    case "question":
                        context.Watch(context.Sender);
                        context.Sender.Tell("answer");
                        break;
                    case Terminated:
                        ear.Ref.Tell("gone");
                        break;
                }
            }
        );
        await actor.Ask<string>("question", Patience);
        await ear.Hears("gone");
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_dead_letter()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        IActorRef? asker = null;
        var asked = new TaskCompletionSource();
        var actor = Actor(
            (_, context) =>
            {
                asker = context.Sender;
                asked.TrySetResult();
            }
        );
        var ask = actor.Ask<string>("question", TimeSpan.FromMilliseconds(50));
        await asked.Task.WaitAsync(Patience);
        await Should.ThrowAsync<AskTimeoutException>(ask);
        asker!.Tell("late", actor);
        (await ear.Hears<DeadLetter>()).Message.ShouldBe("late");
    }

    [Fact]
    public async Task Many_questions_at_once_each_get_their_own_answer()
    {
        var echo = Echo();
        var asks = Enumerable.Range(0, 2_000).Select(i => echo.Ask<int>(i, Patience)).ToArray();
        var answers = await Task.WhenAll(asks);
        answers.ShouldBe(Enumerable.Range(0, 2_000));
    }

    private sealed record Question(IActorRef ReplyTo);
}

public sealed class Asking_without_a_time_out : ActorTest
{
    public Asking_without_a_time_out()
        : base("akka.actor.ask-timeout = 50ms") { }

    [Fact]
    public async Task Takes_the_one_of_the_configuration()
    {
        var deaf = Actor((_, _) => { });
        await Should.ThrowAsync<AskTimeoutException>(deaf.Ask<string>("hello"));
    }
}
