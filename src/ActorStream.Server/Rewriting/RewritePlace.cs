namespace ActorStream.Server.Rewriting;

/// <summary>What a rewrite needs of the server around it.</summary>
/// <param name="TablesMade">Done when the journal's tables are there.</param>
/// <param name="NoTurn">Done when no turn is open.</param>
internal sealed record RewritePlace(Func<CancellationToken, Task> TablesMade, Func<Task> NoTurn);
