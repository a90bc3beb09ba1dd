using System.CommandLine;
using System.Text;
using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal export</c>: conversations as lines of JSON.</summary>
internal static class ExportCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var ids = new Argument<string[]>("id")
        {
            Description =
                "Which conversations: ids, or beginnings that only one has. Default: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "A new file, for its owner only. Default: standard output.",
            HelpName = "FILE",
        };
        var command = new CommandWithExamples(
            "export",
            "Writes conversations as lines of JSON, which 'journal import' reads into either store. "
                + "Only reads.",
            ["journal export -o journal.jsonl", "journal export 3f8k | jq -c .message"]
        )
        {
            ids,
            output,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var database = await options.Target(parsed).OpenAsync(cancellation);
                var which = parsed.GetValue(ids) is { Length: > 0 } given
                    ? await JournalIds.ResolveAsync(database, given, cancellation)
                    : await JournalIds.AllAsync(database, cancellation);
                if (parsed.GetValue(output) is not { } path)
                {
                    await using var lines = new TextStream(context.Out);
                    await JournalExporter.ExportAsync(database, which, lines, null, cancellation);
                    return 0;
                }

                await using var file = Open(path);
                var events = await ProgressBar.RunAsync(
                    context,
                    asJson: false,
                    "Exporting",
                    () => database.CountRowsAsync(cancellation),
                    progress =>
                        JournalExporter.ExportAsync(database, which, file, progress, cancellation)
                );
                context.Out.WriteLine(
                    $"{Amounts.Count(events)} events of {Amounts.Count(which.Count)} conversations."
                );
                return 0;
            }
        );
        return command;
    }

    private static Stream Open(string path)
    {
        try
        {
            return new BufferedStream(JournalExporter.CreateFile(path), 64 * 1024);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalProblem(
                $"{path} cannot be made: {error.Message}",
                JournalProblemKind.Unusable,
                error
            );
        }
    }

    /// <summary>Whole lines of UTF-8, written to a writer of text.</summary>
    private sealed class TextStream(TextWriter output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            output.Write(Encoding.UTF8.GetString(buffer, offset, count));

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            output.Write(Encoding.UTF8.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }
}
