using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A message between persistent actors and their plug-ins.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded { }

/// <summary>A message between persistent actors and journals.</summary>
public interface IJournalMessage : IPersistenceMessage { }

/// <summary>What a persistent actor asks of a journal.</summary>
public interface IJournalRequest : IJournalMessage { }

/// <summary>What a journal answers.</summary>
public interface IJournalResponse : IJournalMessage { }
