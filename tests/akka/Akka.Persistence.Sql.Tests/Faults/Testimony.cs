using System.Collections.Concurrent;
using System.Globalization;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>What writers were told, to be held against what the journal has in the end.</summary>
internal sealed class Testimony
{
    private readonly ConcurrentDictionary<(string Id, long Number), string> _known = new();
    private readonly ConcurrentDictionary<string, long> _highest = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _contradictions = new();
    private readonly ConcurrentDictionary<string, bool> _storing = new(StringComparer.Ordinal);
    private readonly List<(Func<Testimony, bool> So, TaskCompletionSource Wait)> _waiting = [];
    private int _stored;
    private int _failed;

    /// <summary>Acknowledgements so far.</summary>
    public int Stored => Volatile.Read(ref _stored);

    /// <summary>Persistence ids that have stored something.</summary>
    public int Storing => _storing.Count;

    /// <summary>Actors that stopped so far.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Waits until what was heard makes it so.</summary>
    public async Task UntilAsync(Func<Testimony, bool> so)
    {
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (so(this))
                return;
            _waiting.Add((so, wait));
        }
        await wait.Task.WaitAsync(RunningSystem.Patience);
    }

    /// <summary>Takes one line: <c>stored ID NUMBER TEXT</c>, <c>read …</c> or <c>failed ID CAUSE</c>.</summary>
    public void Hear(string line)
    {
        Take(line);
        lock (_waiting)
        {
            foreach (var (_, wait) in _waiting.FindAll(waiting => waiting.So(this)))
                wait.SetResult();
            _waiting.RemoveAll(waiting => waiting.Wait.Task.IsCompleted);
        }
    }

    private void Take(string line)
    {
        var words = line.Split(' ');
        var id = words[1];
        if (words[0] == "failed")
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        var number = long.Parse(words[2], CultureInfo.InvariantCulture);
        // Nothing that was acknowledged or read may be gone when the journal is read again.
        if (number < _highest.GetValueOrDefault(id))
            _contradictions.Enqueue($"{line}: it had {_highest[id]} before");
        _highest[id] = number;
        if (number > 0 && _known.GetOrAdd((id, number), words[3]) != words[3])
            _contradictions.Enqueue($"{line}: it was {_known[(id, number)]} before");
        if (words[0] != "stored")
            return;
        _storing[id] = true;
        Interlocked.Increment(ref _stored);
    }

    /// <summary>Every row is one that was meant so, without gap, and all that is known is there.</summary>
    public async Task ShouldAgreeWithAsync(SqlStore store)
    {
        _contradictions.ShouldBeEmpty();
        Stored.ShouldBeGreaterThan(0);
        await using var running = RunningSystem.On(store);
        foreach (var id in _highest.Keys)
        {
            var told = await running.AskAsync(running.Recorder(id));
            told.SequenceNr.ShouldBe(told.Texts.Length);
            told.SequenceNr.ShouldBeGreaterThanOrEqualTo(_highest[id]);
            for (var n = 1; n <= told.Texts.Length; n++)
            {
                told.Texts[n - 1].ShouldStartWith($"{n}.");
                if (_known.TryGetValue((id, n), out var known))
                    told.Texts[n - 1].ShouldBe(known);
            }
        }
    }
}
