using Akka.Streams.Dsl;
using Akka.Util;

namespace Akka.Persistence.Sql.Query;

/// <summary>Reads something page by page; one materialisation, one reader, never two at once.</summary>
internal abstract class Pages<T>
{
    /// <summary>The next page, which may be empty; null at the end.</summary>
    public abstract Task<List<T>?> NextAsync();
}

internal static class Pages
{
    /// <summary>A page is read when the one before was taken: memory is one page a stream.</summary>
    public static Source<T, NotUsed> Of<T>(Func<Pages<T>> start) =>
        Source
            .UnfoldAsync<Pages<T>?, List<T>>(
                null,
                async open =>
                {
                    open ??= start();
                    var page = await open.NextAsync();
                    return page is null
                        ? Option<(Pages<T>?, List<T>)>.None
                        : new Option<(Pages<T>?, List<T>)>((open, page));
                }
            )
            .SelectMany(static page => page);
}
