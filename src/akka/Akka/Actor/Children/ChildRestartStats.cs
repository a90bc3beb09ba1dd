namespace Akka.Actor.Internal;

/// <summary>What a parent keeps of a name: a child, or that the name is reserved.</summary>
public interface IChildStats;

/// <summary>A name that is taken by a child that is being made.</summary>
public class ChildNameReserved : IChildStats
{
    private ChildNameReserved() { }

    public static ChildNameReserved Instance { get; } = new();

    public override string ToString() => "Name";
}

/// <summary>A child and how often it has been restarted.</summary>
public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(
        IInternalActorRef child,
        uint maxNrOfRetriesCount = 0,
        long restartTimeWindowStartTicks = 0
    )
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public long Uid => Child.Path.Uid;

    public IInternalActorRef Child { get; }

    public uint MaxNrOfRetriesCount { get; private set; }

    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>
    /// Counts a restart and says whether it is still within the limit. A negative limit is none; without a
    /// window all restarts of the child's life count.
    /// </summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        var hasLimit = maxNrOfRetries > 0;
        var hasWindow = withinTimeMilliseconds > 0;
        if (!hasWindow)
        {
            MaxNrOfRetriesCount++;
            return !hasLimit || MaxNrOfRetriesCount <= maxNrOfRetries;
        }

        // A window without a limit allows one restart within it.
        var limit = hasLimit ? maxNrOfRetries : 1;
        var now = TimeProvider.System.GetTimestamp();
        var isInside =
            RestartTimeWindowStartTicks != 0
            && TimeProvider
                .System.GetElapsedTime(RestartTimeWindowStartTicks, now)
                .TotalMilliseconds <= withinTimeMilliseconds;
        if (!isInside)
        {
            RestartTimeWindowStartTicks = now;
            MaxNrOfRetriesCount = 1;
            return true;
        }

        MaxNrOfRetriesCount++;
        return MaxNrOfRetriesCount <= limit;
    }
}

/// <summary>Why an actor waits for its children to end.</summary>
public abstract class SuspendReason
{
    /// <summary>A reason that holds the supervisor's orders back.</summary>
    public interface IWaitingForChildren;

    /// <summary>The actor asked for it.</summary>
    public class UserRequest : SuspendReason
    {
        private UserRequest() { }

        public static UserRequest Instance { get; } = new();
    }

    /// <summary>The actor is being restarted.</summary>
    public class Recreation : SuspendReason, IWaitingForChildren
    {
        public Recreation(Exception cause)
        {
            Cause = cause;
        }

        public Exception Cause { get; }
    }

    /// <summary>The actor is being made again after a failed start.</summary>
    public class Creation : SuspendReason, IWaitingForChildren;

    /// <summary>The actor is ending.</summary>
    public class Termination : SuspendReason
    {
        private Termination() { }

        public static Termination Instance { get; } = new();
    }
}
