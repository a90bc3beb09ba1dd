using System.Threading.Channels;

namespace ActorStream.Cli.Tests;

/// <summary>A writer whose lines can be waited for.</summary>
internal sealed class WaitingLines : StringWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public bool IsEmpty => !_lines.Reader.TryPeek(out _);

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value!);

    public async Task<string> NextAsync() =>
        await _lines.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
