using ActorStream.Operations.Exporting;

namespace ActorStream.Operations.Healing;

/// <summary>
/// Where damaged rows go before they are replaced: a file of JSON Lines, for its owner only. It holds what
/// people wrote, and is the operator's to delete.
/// </summary>
internal sealed class Quarantine(string path) : IAsyncDisposable
{
    private FileStream? _file;
    private long _began;

    /// <summary>Adds the rows that a step changes; nothing if there are none.</summary>
    public async Task KeepAsync(HealingStep step, CancellationToken cancellation)
    {
        var line =
            step.Before is { } row ? ExportLines.Of(row)
            : step.Snapshot is { } snapshot ? ExportLines.Of(snapshot)
            : null;
        if (line is null || step.IsOfErased)
            return;
        if (_file is null)
        {
            _file = PrivateFiles.Append(path);
            _began = _file.Length;
        }

        await _file.WriteAsync(line, cancellation);
    }

    /// <summary>On the disk before the database changes.</summary>
    public void Flush() => _file?.Flush(flushToDisk: true);

    /// <summary>The rows are where they were: what people wrote need not lie about twice.</summary>
    public async Task ForgetAsync()
    {
        if (_file is null)
            return;
        _file.SetLength(_began);
        await _file.DisposeAsync();
        if (_began == 0)
            File.Delete(path);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
