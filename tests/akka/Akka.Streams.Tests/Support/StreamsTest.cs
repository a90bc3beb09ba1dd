using Akka.Actor;

namespace Akka.Streams.Tests.Support;

/// <summary>An actor system and a materialiser for each test.</summary>
public abstract class StreamsTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected StreamsTest()
    {
        Sys = ActorSystem.Create("streams", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        Materializer = Sys.Materializer();
    }

    protected ActorSystem Sys { get; }

    protected ActorMaterializer Materializer { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate();
}

public static class SoonExtensions
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>The task's result, or a failed test instead of a hanging one.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(s_patience);

    public static Task Soon(this Task task) => task.WaitAsync(s_patience);

    /// <summary>The failure that the task ends with.</summary>
    public static async Task<Exception> Failure(this Task task)
    {
        try
        {
            await task.Soon();
        }
        catch (AggregateException all) when (all.InnerExceptions.Count == 1)
        {
            return all.InnerException!;
        }
        catch (Exception failure) when (task.IsCompleted)
        {
            return failure;
        }
        throw new ShouldAssertException("The task should have failed");
    }

    public static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
