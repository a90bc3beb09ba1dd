using Akka.Actor;

namespace Akka.TestKit.Tests;

/// <summary>Sends everything back.</summary>
internal sealed class Echo : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message);
}
