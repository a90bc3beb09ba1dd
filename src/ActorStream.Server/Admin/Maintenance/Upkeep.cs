using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Lets one large order (compact, prune, import) run at a time, so that they never take more than a part
/// of what conversations need, and writes down that it was given.
/// </summary>
internal sealed class Upkeep(AdminStreams streams, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private int _running;

    /// <summary>Null while another one runs.</summary>
    public IDisposable? TryBegin(HttpContext context, string order)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            return null;
        ServerLog.OperatorCommand(_log, context.Connection.RemoteIpAddress, order);
        return new Turn(this);
    }

    /// <summary>Carries out an order whose operator is told how far it is.</summary>
    public async Task<IResult> ServeAsync(
        HttpContext context,
        string order,
        Func<AdminStream, Task> run
    )
    {
        using var turn = TryBegin(context, order);
        return turn is null ? Busy() : await streams.ServeAsync(context, run);
    }

    /// <summary>The refusal of an order while another one runs.</summary>
    public static IResult Busy() => Reply.Problem(ProblemList.TooManyStreams(1));

    /// <summary>
    /// Waits for work, and tells every now and then how far it is. It ends when the work does, also if
    /// nobody can be told any more: until then the next order has to wait.
    /// </summary>
    public async Task TellAsync(AdminStream stream, Task work, Func<Task> tell)
    {
        try
        {
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(Rest, time, stream.Ended));
                await tell();
            }
        }
        catch
        {
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await work;
    }

    private sealed class Turn(Upkeep upkeep) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref upkeep._running, 0);
    }
}
