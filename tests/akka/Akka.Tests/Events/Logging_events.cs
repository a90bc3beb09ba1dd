using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Events;

public sealed class Logging_events : ActorTest
{
    private static readonly ConcurrentQueue<LogEvent> Logged = new();

    public Logging_events()
        : base(
            $$"""
            akka.loglevel = INFO
            akka.loggers = ["{{typeof(Keeper).FullName}}, {{typeof(Keeper).Assembly.GetName().Name}}"]
            """
        ) { }

    private async Task<LogEvent> Logs(string marker)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (
                Logged.FirstOrDefault(e =>
                    e.ToString().Contains(marker, StringComparison.Ordinal)
                ) is
                { } found
            )
                return found;
            await Task.Yield();
        }

        throw new TimeoutException(marker);
    }

    [Fact]
    public async Task A_logger_of_the_configuration_gets_them()
    {
        Sys.Log.Warning("the answer is {0}", 42);
        var logged = await Logs("the answer is 42");
        logged.LogLevel().ShouldBe(LogLevel.WarningLevel);
        logged.Message.ToString().ShouldBe("the answer is 42");
    }

    [Fact]
    public async Task What_is_below_the_level_is_not_logged()
    {
        var log = Logging.GetLogger(Sys, "a part of it");
        log.IsDebugEnabled.ShouldBeFalse();
        log.IsInfoEnabled.ShouldBeTrue();
        log.Debug("unimportant {0}", "detail");
        log.Info("important detail");
        await Logs("important detail");
        Logged.ShouldNotContain(e =>
            e.ToString().Contains("unimportant", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_actor_logs_under_its_path()
    {
        var actor = Actor(
            (_, context) => context.GetLogger().Error(new InvalidOperationException(), "oh no"),
            "logs"
        );
        actor.Tell("go");
        var logged = await Logs("oh no");
        logged.LogSource.ShouldContain("akka://test/user/logs");
        logged.Cause.ShouldBeOfType<InvalidOperationException>();
        logged.LogLevel().ShouldBe(LogLevel.ErrorLevel);
    }

    [Fact]
    public async Task A_failure_that_is_supervised_is_logged()
    {
        var actor = Actor(
            (_, _) => throw new InvalidOperationException("supervised failure"),
            "fails"
        );
        actor.Tell("go");
        var logged = await Logs("supervised failure");
        logged.LogLevel().ShouldBe(LogLevel.ErrorLevel);
        logged.LogSource.ShouldContain("/user/fails");
    }

    [Fact]
    public async Task Dead_letters_are_logged()
    {
        var gone = Actor((_, _) => { });
        await gone.GracefulStop(Patience);
        gone.Tell("a message to nobody");
        var logged = await Logs("dead letters encountered");
        logged.LogLevel().ShouldBe(LogLevel.InfoLevel);
    }

    public sealed class Keeper : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case InitializeLogger:
                    Sender.Tell(new LoggerInitialized());
                    break;
                case LogEvent logEvent:
                    Logged.Enqueue(logEvent);
                    break;
            }
        }
    }
}
