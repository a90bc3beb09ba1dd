using System.Text.Json;

namespace ActorStream.LoadClient.Tests.Fakes;

/// <summary>A conversation in memory.</summary>
internal sealed class FakeConversation
{
    private readonly Lock _lock = new();
    private readonly List<Dictionary<string, object?>> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The events after a sequence number, and what to wait for if there are none.</summary>
    public (List<Dictionary<string, object?>> Events, Task Changed) After(long sequenceNr)
    {
        lock (_lock)
        {
            return (_events[(int)(Math.Max(1, sequenceNr) - 1)..], _changed.Task);
        }
    }

    public void Add(string type, string turnId, params (string Name, object? Value)[] members)
    {
        lock (_lock)
        {
            var number = _events.Count + 2;
            var journalEvent = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["type"] = type,
                ["cursor"] = $"9f3c21ab-{number}",
                ["sequenceNr"] = number,
                ["turnId"] = turnId,
                ["at"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
            };
            foreach (var (name, value) in members)
            {
                journalEvent[name] = value;
            }

            _events.Add(journalEvent);
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    public static byte[] Json(IEnumerable<KeyValuePair<string, object?>> members) =>
        JsonSerializer.SerializeToUtf8Bytes(members.ToDictionary(StringComparer.Ordinal));
}
