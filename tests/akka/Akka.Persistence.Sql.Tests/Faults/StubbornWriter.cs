using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Writes events of one persistence id, whatever happens: when its actor stops, another one reads the
/// journal and goes on from there. An event's text is the number that it was meant to have and the
/// attempt that it was; what is heard of it is told in the words of <see cref="Testimony"/>.
/// </summary>
/// <param name="system">Where the actors live.</param>
/// <param name="id">The persistence id.</param>
/// <param name="tell">Takes each line of what happened.</param>
internal sealed class StubbornWriter(ActorSystem system, string id, Action<string> tell)
{
    /// <summary>In every event, and in nothing else that is sent to a database.</summary>
    public const string Mark = "~";

    /// <summary>Whether to give up when another writer was quicker, and after any other failure.</summary>
    public bool GivesUp { get; init; }

    /// <summary>
    /// If there is one, each line <c>stored</c> or <c>failed</c> takes one from it: so no more is written
    /// than was allowed.
    /// </summary>
    public SemaphoreSlim? Allowance { get; init; }

    /// <summary>Writes until so many events are stored, or until it is to stop.</summary>
    public async Task WriteAsync(long upTo, CancellationToken stop = default)
    {
        var attempt = 0;
        var highest = 0L;
        var isAllowed = Allowance is null;
        while (highest < upTo && !stop.IsCancellationRequested)
        {
            var failed = new TaskCompletionSource<Exception>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            var recorder = system.ActorOf(Props.Create(() => new WatchedRecorder(id, failed)));
            var read = recorder.Ask<Recorder.Told>(new Recorder.Ask(), RunningSystem.Patience);
            if (await Task.WhenAny(read, failed.Task) == read)
            {
                var told = await read;
                highest = told.SequenceNr;
                tell($"read {id} {Text(highest)} {told.Texts.LastOrDefault("-")}");
            }
            while (highest < upTo && !failed.Task.IsCompleted && !stop.IsCancellationRequested)
            {
                if (!isAllowed)
                    await Allowance!.WaitAsync(stop);
                isAllowed = true;
                var text = $"{Text(highest + 1)}.{Text(++attempt)}{Mark}";
                var store = recorder.Ask<Recorder.Stored>(
                    new Recorder.Store(text),
                    RunningSystem.Patience
                );
                if (await Task.WhenAny(store, failed.Task) != store)
                    break;
                highest = (await store).SequenceNr;
                isAllowed = Allowance is null;
                tell($"stored {id} {Text(highest)} {text}");
            }
            if (!failed.Task.IsCompleted)
                continue;
            if (!isAllowed)
                await Allowance!.WaitAsync(stop);
            isAllowed = Allowance is null;
            tell($"failed {id} {(await failed.Task).GetType().Name}");
            if (GivesUp)
                return;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
