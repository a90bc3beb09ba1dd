using ActorStream.Views;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Tests.Views;

public sealed class A_stage_whose_task_is_cancelled : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system = ActorSystem.Create("stages", "akka.loglevel = OFF");

    public void Dispose() => _system.Terminate().Wait(Patience);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_its_stream_with_a_failure(bool later)
    {
        var gone = new CancellationToken(canceled: true);
        var done = Source
            .Repeat(1)
            .RunWith(
                Sink.ForEachAsync<int>(1, _ => CancelledAsync(later, gone).FailingIfCancelled()),
                _system.Materializer()
            );

        var failure = await Should.ThrowAsync<Exception>(() => done.WaitAsync(Patience));

        failure
            .GetBaseException()
            .ShouldBeAssignableTo<OperationCanceledException>()!
            .CancellationToken.ShouldBe(gone);
    }

    [Fact]
    public async Task Passes_on_what_is_not_cancelled()
    {
        var done = Task.FromResult(1);
        done.FailingIfCancelled().ShouldBeSameAs(done);
        (await LaterAsync(2).FailingIfCancelled()).ShouldBe(2);
        var failure = new IOException("broken");
        (
            await Should.ThrowAsync<IOException>(() =>
                Task.FromException<int>(failure).FailingIfCancelled()
            )
        ).ShouldBeSameAs(failure);
    }

    private static async Task CancelledAsync(bool later, CancellationToken gone)
    {
        if (later)
            await Task.Yield();
        gone.ThrowIfCancellationRequested();
    }

    private static async Task<int> LaterAsync(int value)
    {
        await Task.Yield();
        return value;
    }
}
