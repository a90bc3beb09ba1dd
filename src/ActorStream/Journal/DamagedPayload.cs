namespace ActorStream.Journal;

/// <summary>
/// What the serializer gives in place of an event or a snapshot that it refuses. Thrown, the reason would reach
/// its readers without the row's sequence number; so the row travels on, and whoever receives it knows which
/// one it is and serves nothing of it. No event, so it cannot be taken for one.
/// </summary>
/// <param name="Manifest">The row's manifest, which may be what is damaged.</param>
/// <param name="Reason">One sentence without anything of the row's content.</param>
internal sealed record DamagedPayload(string Manifest, string Reason);
