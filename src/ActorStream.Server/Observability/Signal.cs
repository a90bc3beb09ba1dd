using System.Threading.Channels;

namespace ActorStream.Server.Observability;

/// <summary>
/// Is set by any thread, any number of times, and wakes one waiter once. What is set while nobody waits
/// is not lost.
/// </summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Ends when it is set, and takes that back.</summary>
    public async Task WaitAsync(CancellationToken cancellation) =>
        await _set.Reader.ReadAsync(cancellation);
}
