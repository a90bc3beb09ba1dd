namespace ActorStream.LoadClient.Tests.Fakes;

/// <summary>A promise that the fake server breaks, so that a test can see it being noticed.</summary>
public enum FakeFault
{
    None,

    /// <summary>One event is never streamed.</summary>
    SkipsAnEvent,

    /// <summary>One event is streamed twice.</summary>
    RepeatsAnEvent,

    /// <summary>One chunk says something else on the stream than in the journal.</summary>
    AltersAChunk,

    /// <summary>The last event was streamed, and the journal does not know it.</summary>
    ForgetsTheLastEvent,

    /// <summary>A resumed stream begins with a reset.</summary>
    ResetsOnResume,

    /// <summary>The turn never ends.</summary>
    LeavesTheTurnOpen,

    /// <summary>Prompts are refused.</summary>
    RefusesPrompts,
}
