namespace Akka.Persistence.Serialization;

/// <summary>Marks what this assembly's own serializer knows.</summary>
public interface IMessage { }
