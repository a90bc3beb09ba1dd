namespace ActorStream.Hosting;

/// <summary>
/// The list of conversations is still being read from the journal, and would not be complete. Asking again after
/// a while is safe.
/// </summary>
public sealed class ListNotReadyException()
    : Exception("The list of conversations is still being read from the journal.");
