using System.Threading.Channels;
using Akka.Actor;

namespace Akka.Persistence.Sql.Tests.Fixtures;

/// <summary>An actor system over a store, for the length of a using block.</summary>
public sealed class RunningSystem : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningSystem(Akka.Configuration.Config config) =>
        System = ActorSystem.Create("sql", config);

    public ActorSystem System { get; }

    public static RunningSystem On(SqlStore store, string journal = "", string more = "") =>
        new(store.Config(journal, more));

    public IActorRef Recorder(string persistenceId) =>
        System.ActorOf(Props.Create(() => new Recorder(persistenceId, null)));

    public async Task<long> StoreAsync(IActorRef recorder, params string[] texts) =>
        (await recorder.Ask<Recorder.Stored>(new Recorder.Store(texts), Patience)).SequenceNr;

    public Task<Recorder.Told> AskAsync(IActorRef recorder) =>
        recorder.Ask<Recorder.Told>(new Recorder.Ask(), Patience);

    /// <summary>What is published to the event stream from now on.</summary>
    public async Task<ChannelReader<T>> ListenAsync<T>()
    {
        var channel = Channel.CreateUnbounded<T>();
        var ready = new TaskCompletionSource();
        System.ActorOf(Props.Create(() => new Listener<T>(channel.Writer, ready)));
        await ready.Task;
        return channel.Reader;
    }

    /// <summary>Stops an actor and waits until it is gone.</summary>
    public Task StopAsync(IActorRef actor) => actor.GracefulStop(Patience);

    public async ValueTask DisposeAsync() => await System.Terminate();

    private sealed class Listener<T> : ReceiveActor
    {
        public Listener(ChannelWriter<T> writer, TaskCompletionSource ready)
        {
            Context.System.EventStream.Subscribe(Self, typeof(T));
            Receive<T>(message => writer.TryWrite(message));
            ready.SetResult();
        }
    }
}
