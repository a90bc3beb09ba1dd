namespace ActorStream.Server.Hosting;

/// <summary>The server must not start as it is configured. The message tells the operator why.</summary>
public sealed class StartupRefusedException(string message, Exception? inner = null)
    : Exception(message, inner);
