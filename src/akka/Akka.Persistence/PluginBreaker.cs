using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Persistence;

/// <summary>
/// The circuit breaker round a plug-in's calls: after so many failures in a row calls fail at once,
/// until one that is let through after a pause succeeds. A call that ends at once costs one read of
/// a field.
/// </summary>
internal sealed class PluginBreaker(
    int maxFailures,
    TimeSpan callTimeout,
    TimeSpan resetTimeout,
    TimeProvider time
)
{
    private const int Closed = 0;
    private const int Open = 1;
    private const int HalfOpen = 2;

    private int _state = Closed;
    private int _failures;
    private long _openedAt;

    public TimeSpan CallTimeout { get; } = callTimeout;

    public TimeProvider Time => time;

    public static PluginBreaker FromConfig(ActorSystem system, Config? plugin)
    {
        var config = plugin?.GetConfig("circuit-breaker");
        var time = SystemTime.Of(system);
        return config is null || config.IsEmpty
            ? new PluginBreaker(10, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), time)
            : new PluginBreaker(
                config.GetInt("max-failures", 10),
                config.GetTimeSpan("call-timeout", TimeSpan.FromSeconds(10)),
                config.GetTimeSpan("reset-timeout", TimeSpan.FromSeconds(30)),
                time
            );
    }

    /// <summary>Whether a call may be made; each one let through ends in a report.</summary>
    public bool TryBegin([NotNullWhen(false)] out Exception? refusal)
    {
        refusal = null;
        if (Volatile.Read(ref _state) == Closed)
        {
            return true;
        }

        var remaining = resetTimeout - time.GetElapsedTime(Volatile.Read(ref _openedAt));
        if (
            remaining <= TimeSpan.Zero
            && Interlocked.CompareExchange(ref _state, HalfOpen, Open) == Open
        )
        {
            return true;
        }

        refusal = new PluginUnavailableException(
            $"The plug-in failed {_failures} times in a row; the next call is let through in "
                + $"{(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero)}."
        );
        return false;
    }

    public void Succeeded()
    {
        if (_failures != 0 || Volatile.Read(ref _state) != Closed)
        {
            Interlocked.Exchange(ref _failures, 0);
            Volatile.Write(ref _state, Closed);
        }
    }

    public void Failed()
    {
        var failures = Interlocked.Increment(ref _failures);
        if (failures >= maxFailures || Volatile.Read(ref _state) == HalfOpen)
        {
            Volatile.Write(ref _openedAt, time.GetTimestamp());
            Volatile.Write(ref _state, Open);
        }
    }

    public Task<T> WithTimeout<T>(Task<T> task) =>
        task.IsCompleted ? task : Continuations.Here(task).WaitAsync(CallTimeout, time);

    public async Task<T> Guard<TTarget, TRequest, T>(
        TTarget target,
        Func<TTarget, TRequest, Task<T>> call,
        TRequest request
    )
    {
        if (!TryBegin(out var refusal))
        {
            throw refusal;
        }

        try
        {
            var result = await WithTimeout(call(target, request))
                .ConfigureAwait(Continuations.FollowDispatcher);
            Succeeded();
            return result;
        }
        catch
        {
            Failed();
            throw;
        }
    }

    public async Task Guard<TTarget, TRequest>(
        TTarget target,
        Func<TTarget, TRequest, Task> call,
        TRequest request
    )
    {
        if (!TryBegin(out var refusal))
        {
            throw refusal;
        }

        try
        {
            var task = call(target, request);
            await (
                task.IsCompleted ? task : Continuations.Here(task).WaitAsync(CallTimeout, time)
            ).ConfigureAwait(Continuations.FollowDispatcher);
            Succeeded();
        }
        catch
        {
            Failed();
            throw;
        }
    }
}

/// <summary>The plug-in was not called, because it has failed too often of late.</summary>
internal sealed class PluginUnavailableException(string message) : AkkaException(message, null);
