using ActorStream.Conversations;
using Akka.Actor;

namespace ActorStream.Regions;

/// <summary>What a conversation tells its region about its own life.</summary>
internal enum ConversationLife
{
    /// <summary>It has read its journal and takes messages.</summary>
    Recovered,

    /// <summary>It is idle and asks to be put to sleep.</summary>
    Idle,

    /// <summary>It is stopping; what is sent to it from now on would be lost.</summary>
    Stopping,

    /// <summary>It is stopping, and a snapshot of it is on its way: nobody will hear when it is stored.</summary>
    SnapshotLeft,

    /// <summary>It was idle when it asked, but has got work since: it stays.</summary>
    Staying,
}

/// <summary>
/// The region's answer to <see cref="ConversationLife.Idle"/>: stop, if you are still idle. A poison pill
/// would also stop one that got a prompt in between, in the middle of its turn.
/// </summary>
internal sealed class Passivate : INotInfluenceReceiveTimeout
{
    public static readonly Passivate Instance = new();

    private Passivate() { }
}

/// <summary>
/// The region's order to a conversation that somebody holds: stop, viewers or not, once all that is under way
/// has ended. Answered with <see cref="HoldRefused"/> if a turn is open.
/// </summary>
internal sealed class Pause : INotInfluenceReceiveTimeout
{
    public static readonly Pause Instance = new();

    private Pause() { }
}

/// <summary>A conversation that is being answered does not stop for a hold.</summary>
internal sealed record HoldRefused(TurnId OpenTurnId);

/// <summary>A conversation stops because it could not come back in this way; it can in another.</summary>
internal sealed record RecoverOtherwise(RecoveryPlan Plan);
