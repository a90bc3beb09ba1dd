namespace Akka.TestKit;

/// <summary>Marks a test kit whose test actor isn't the sender of what the test itself sends.</summary>
#pragma warning disable CA1040 // A marker.
public interface INoImplicitSender;
#pragma warning restore CA1040
