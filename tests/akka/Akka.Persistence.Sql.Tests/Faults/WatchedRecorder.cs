using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>A <see cref="Recorder"/> that tells why it stops.</summary>
internal sealed class WatchedRecorder(string persistenceId, TaskCompletionSource<Exception> failed)
    : Recorder(persistenceId)
{
    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        failed.TrySetResult(reason);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        failed.TrySetResult(cause);
}
