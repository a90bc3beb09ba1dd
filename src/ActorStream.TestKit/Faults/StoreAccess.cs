using Akka.Actor;

namespace ActorStream.TestKit.Faults;

/// <summary>One actor system's way to a store: pauses in its time, bytes by its serializers.</summary>
internal sealed class StoreAccess(FaultyStore store, ActorSystem system)
{
    public FaultyStore Store { get; } = store;

    /// <summary>Asks the plan, then does what it says.</summary>
    public Task<T> CallAsync<T>(StoreCall call, Func<T> work) =>
        CallAsync(call, Store.Ask(call), work);

    /// <summary>Does what a fault says.</summary>
    public async Task<T> CallAsync<T>(StoreCall call, Fault fault, Func<T> work)
    {
        await PauseAsync(fault.Before);
        switch (fault.Kind)
        {
            case FaultKind.Fails:
            case FaultKind.IsRejected:
                throw new SimulatedFaultException($"{call.Operation} fails, as planned.");
            case FaultKind.Stalls:
                await new TaskCompletionSource().Task;
                break;
        }
        var result = work();
        await PauseAsync(fault.After);
        return fault.Kind == FaultKind.FailsAfterwards
            ? throw new SimulatedFaultException(
                $"{call.Operation} was done and fails all the same, as planned."
            )
            : result;
    }

    public (byte[] Payload, int SerializerId, string Manifest) Encode(object value)
    {
        var serializer = system.Serialization.FindSerializerFor(value);
        return (
            serializer.ToBinary(value),
            serializer.Identifier,
            Akka.Serialization.Serialization.ManifestFor(serializer, value)
        );
    }

    public object Decode(ReadOnlyMemory<byte> payload, int serializerId, string manifest) =>
        system.Serialization.Deserialize(payload.ToArray(), serializerId, manifest);

    private async Task PauseAsync(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
        {
            return;
        }
        // Completed by a timer's thread, which is not the one to go on with this.
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Scheduler.Advanced.ScheduleOnce(pause, () => over.TrySetResult());
        await over.Task;
    }
}
