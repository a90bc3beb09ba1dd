namespace Akka.Streams.Supervision;

/// <summary>What a stage does after a user's function has thrown.</summary>
public enum Directive
{
    /// <summary>Fails the stream.</summary>
    Stop,

    /// <summary>Drops the element and goes on.</summary>
    Resume,

    /// <summary>Drops the element and what the stage has accumulated, and goes on.</summary>
    Restart,
}

public delegate Directive Decider(Exception cause);

/// <summary>The deciders that always say the same.</summary>
public static class Deciders
{
    public static readonly Decider StoppingDecider = static _ => Directive.Stop;

    public static readonly Decider ResumingDecider = static _ => Directive.Resume;

    public static readonly Decider RestartingDecider = static _ => Directive.Restart;
}
