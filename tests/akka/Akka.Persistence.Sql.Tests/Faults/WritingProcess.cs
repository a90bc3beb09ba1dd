using System.Diagnostics;
using System.Globalization;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>A process of its own with some <see cref="StubbornWriter"/>s.</summary>
internal sealed class WritingProcess : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private WritingProcess(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="provider">The store's provider name.</param>
    /// <param name="connection">The store's connection string.</param>
    /// <param name="writers">How many.</param>
    /// <param name="upTo">How many events each is to have stored.</param>
    /// <param name="givesUp">Whether a writer ends when it fails.</param>
    /// <param name="environment">Variables on top of this process's.</param>
    /// <param name="asAllowed">Whether each attempt waits for <see cref="WriteAsync"/>.</param>
    public static WritingProcess Start(
        string provider,
        string connection,
        int writers,
        long upTo,
        bool givesUp = false,
        IReadOnlyDictionary<string, string>? environment = null,
        bool asAllowed = false
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(Program).Assembly.Location,
                Program.WriteStubbornly,
                provider,
                connection,
                writers.ToString(CultureInfo.InvariantCulture),
                upTo.ToString(CultureInfo.InvariantCulture),
                givesUp ? "give-up"
                : asAllowed ? "as-allowed"
                : "go-on",
            ]
        )
        {
            RedirectStandardInput = asAllowed,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new WritingProcess(Process.Start(start)!);
    }

    /// <summary>Hears one line.</summary>
    /// <returns>False at the end.</returns>
    public async Task<bool> HearAsync(Testimony testimony)
    {
        using var patience = new CancellationTokenSource(EndsWithin);
        if (await _process.StandardOutput.ReadLineAsync(patience.Token) is not { } line)
            return false;
        testimony.Hear(line);
        return true;
    }

    /// <summary>Hears until there were so many acknowledgements, or stops, more.</summary>
    public async Task HearAsync(Testimony testimony, int stored = 0, int failed = 0)
    {
        var (storedTo, failedTo) = (testimony.Stored + stored, testimony.Failed + failed);
        while (testimony.Stored < storedTo || testimony.Failed < failedTo)
            (await HearAsync(testimony)).ShouldBeTrue("the process ended");
    }

    /// <summary>Allows one attempt after the other until so many more were stored, or failed.</summary>
    public async Task WriteAsync(Testimony testimony, int stored = 0, int failed = 0)
    {
        var (storedTo, failedTo) = (testimony.Stored + stored, testimony.Failed + failed);
        while (testimony.Stored < storedTo || testimony.Failed < failedTo)
        {
            var ended = testimony.Stored + testimony.Failed;
            await _process.StandardInput.WriteLineAsync();
            await _process.StandardInput.FlushAsync();
            while (testimony.Stored + testimony.Failed == ended)
                (await HearAsync(testimony)).ShouldBeTrue("the process ended");
        }
    }

    /// <summary>Hears all that is left, and sees the process end well.</summary>
    public async Task HearToTheEndAsync(Testimony testimony)
    {
        while (await HearAsync(testimony)) { }
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(0);
    }

    /// <summary>SIGSTOP or SIGCONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start(
            "kill",
            [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]
        );
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
