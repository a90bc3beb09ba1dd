using System.Runtime.InteropServices;

namespace ActorStream.Cli;

/// <summary>
/// Ctrl-C, and the request to end: the first one lets the command end by itself, the second one ends
/// the process. Lives as long as the process, so that a signal never meets something that is gone.
/// </summary>
internal sealed class Interruption
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() =>
        _signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, End),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, End),
        ];

    public CancellationToken Token => _source.Token;

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
