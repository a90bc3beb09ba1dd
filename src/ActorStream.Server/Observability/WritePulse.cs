using System.Collections.Immutable;
using ActorStream.Conversations;

namespace ActorStream.Server.Observability;

/// <summary>
/// Tells followers that something was written. It carries no content, so a follower that is slow misses
/// nothing and holds nothing: it reads the journal from where it stands. Safe for any thread.
/// </summary>
internal sealed class WritePulse
{
    private ImmutableArray<Follower> _followers = [];

    /// <summary>Something of this conversation is durable.</summary>
    public void Beat(ConversationId written)
    {
        foreach (var follower in _followers)
        {
            if (follower.Of is not { } one || one == written)
                follower.Signal.Set();
        }
    }

    /// <summary>Sets the signal at every write of the conversation, or of any, until disposed of.</summary>
    public IDisposable Follow(ConversationId? of, Signal signal)
    {
        var follower = new Follower(this, of, signal);
        ImmutableInterlocked.Update(ref _followers, all => all.Add(follower));
        return follower;
    }

    private sealed class Follower(WritePulse pulse, ConversationId? of, Signal signal) : IDisposable
    {
        public ConversationId? Of => of;

        public Signal Signal => signal;

        public void Dispose() =>
            ImmutableInterlocked.Update(ref pulse._followers, all => all.Remove(this));
    }
}
