using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorStream.Operations.Databases;

/// <summary>
/// Reads pages of rows beside their consumer, and only a few ahead of it: nothing else is held in memory.
/// </summary>
internal static class PagesAhead
{
    /// <summary>Rows of a page.</summary>
    public const int PageLength = 2000;

    /// <summary>Pages that wait for the consumer; enough to keep both sides busy.</summary>
    private const int MaxPagesAhead = 4;

    /// <summary>The pages, in the order in which they are read.</summary>
    /// <param name="read">
    /// Reads them all, and gives each to the function; runs on the thread pool, and is cancelled when the consumer
    /// goes away.
    /// </param>
    /// <param name="translate">Makes of a store's failure what the consumer is told.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async IAsyncEnumerable<IReadOnlyList<JournalRow>> RunAsync(
        Func<Func<IReadOnlyList<JournalRow>, ValueTask>, CancellationToken, Task> read,
        Func<Exception, Exception> translate,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var pages = Channel.CreateBounded<IReadOnlyList<JournalRow>>(
            new BoundedChannelOptions(MaxPagesAhead) { SingleReader = true, SingleWriter = true }
        );
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation))
            {
                yield return page;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await reading;
        }

        async Task ReadAsync()
        {
            try
            {
                await read(page => pages.Writer.WriteAsync(page, stopping.Token), stopping.Token);
                pages.Writer.Complete();
            }
            catch (Exception error)
            {
                // The consumer hears of it; when it has gone away itself, nobody does.
                pages.Writer.Complete(translate(error));
            }
        }
    }
}
