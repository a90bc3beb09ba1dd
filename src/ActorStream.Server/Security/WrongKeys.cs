using System.Net;

namespace ActorStream.Server.Security;

/// <summary>
/// Counts wrong keys by address, so that guessing is slow and shows in the log. An address that brought
/// too many in one minute is not listened to for the rest of it.
/// </summary>
/// <remarks>Safe for any thread.</remarks>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Wrong keys that an address may bring in a minute.</summary>
    public const int Allowed = 10;

    /// <summary>Addresses that are remembered; while so many guess at once, strangers have to wait.</summary>
    private const int MaxAddresses = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Attempts> _byAddress = [];

    /// <summary>How long an address has to wait before it may try; null if it need not.</summary>
    public TimeSpan? WaitOf(IPAddress address)
    {
        lock (_gate)
        {
            if (_byAddress.TryGetValue(address, out var attempts))
            {
                var left = Window - time.GetElapsedTime(attempts.Since);
                return attempts.Count >= Allowed && left > TimeSpan.Zero ? left : null;
            }

            if (_byAddress.Count >= MaxAddresses)
                Forget();
            return _byAddress.Count >= MaxAddresses ? Window : null;
        }
    }

    /// <summary>One more wrong key.</summary>
    public void Add(IPAddress address)
    {
        lock (_gate)
        {
            var known = _byAddress.GetValueOrDefault(address);
            _byAddress[address] =
                known.Count > 0 && time.GetElapsedTime(known.Since) < Window
                    ? known with
                    {
                        Count = known.Count + 1,
                    }
                    : new(time.GetTimestamp(), 1);
        }
    }

    private void Forget()
    {
        foreach (var (address, attempts) in _byAddress)
        {
            if (time.GetElapsedTime(attempts.Since) >= Window)
                _byAddress.Remove(address);
        }
    }

    private readonly record struct Attempts(long Since, int Count);
}
