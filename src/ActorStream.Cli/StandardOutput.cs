using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ActorStream.Cli;

/// <summary>
/// The process's standard output, which says when nobody reads it any more: the console's own writer
/// swallows that, and <c>tail -f | head</c> would run for ever.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        try
        {
            var stream = new FileStream(
                new SafeFileHandle(Descriptor, ownsHandle: false),
                FileAccess.Write,
                bufferSize: 0
            );
            // In a file that errors go to as well, a stream of our own would write over them: it
            // remembers its place, where the console goes on at the end.
            return stream.CanSeek
                ? Console.Out
                : new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
        }
        catch (Exception error)
            when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // It is closed, or something that is no stream.
            return Console.Out;
        }
    }
}
