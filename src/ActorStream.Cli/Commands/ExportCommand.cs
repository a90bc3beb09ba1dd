using System.CommandLine;
using System.Text;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
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
                var upkeep = options.Locate(parsed).Upkeep();
                var given = parsed.GetValue(ids) ?? [];
                if (parsed.GetValue(output) is not { } path)
                {
                    await using var lines = new TextStream(context.Out);
                    await upkeep.ExportAsync(given, lines, null, cancellation);
                    return 0;
                }

                var summary = await ProgressBar.RunAsync(
                    context,
                    asJson: false,
                    "Exporting",
                    progress =>
                        IntoFileAsync(
                            path,
                            file => upkeep.ExportAsync(given, file, progress, cancellation)
                        )
                );
                context.Out.WriteLine(
                    $"{Amounts.Of(summary.Events, "event")} of "
                        + $"{Amounts.Of(summary.Conversations, "conversation")}."
                );
                return 0;
            }
        );
        return command;
    }

    /// <summary>Makes the file, and takes it away again if not all of the export came into it.</summary>
    private static async Task<ExportSummary> IntoFileAsync(
        string path,
        Func<Stream, Task<ExportSummary>> export
    )
    {
        var isWhole = false;
        try
        {
            await using var file = Open(path);
            try
            {
                var summary = await export(file);
                await file.FlushAsync();
                isWhole = true;
                return summary;
            }
            finally
            {
                if (!isWhole)
                    File.Delete(path);
            }
        }
        catch (IOException error)
        {
            throw new JournalProblem(
                $"{path} cannot be written: {error.Message}",
                JournalProblemKind.Unusable,
                error
            );
        }
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
