namespace Akka.Actor.Internal;

/// <summary>An actor that has to finish its construction.</summary>
public interface IInitializableActor
{
    void Init();
}

/// <summary>Which cell runs on this thread.</summary>
public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic]
    private static ActorCell? t_current;

    public static ActorCell? Current
    {
        get => t_current;
        set => t_current = value;
    }
}
