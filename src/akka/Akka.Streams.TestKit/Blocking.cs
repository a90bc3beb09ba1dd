namespace Akka.Streams.TestKit;

/// <summary>The blocking form of what is asynchronous.</summary>
internal static class Blocking
{
    internal static T Outcome<T>(this Task<T> task) => task.GetAwaiter().GetResult();

    internal static void Finish(this Task task) => task.GetAwaiter().GetResult();

    internal static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }
        return list;
    }
}
