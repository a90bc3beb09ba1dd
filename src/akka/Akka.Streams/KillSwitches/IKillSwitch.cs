namespace Akka.Streams;

/// <summary>Ends a stream from outside. The first call counts, later ones do nothing.</summary>
public interface IKillSwitch
{
    /// <summary>Completes the downstream and cancels the upstream.</summary>
    void Shutdown();

    /// <summary>Fails the downstream and cancels the upstream.</summary>
    void Abort(Exception cause);
}
