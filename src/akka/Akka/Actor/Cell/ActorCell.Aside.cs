using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>For actors that put messages aside by themselves, as persistent ones do.</summary>
public partial class ActorCell
{
    /// <summary>Handles a message that was put aside, as though it came out of the mailbox now.</summary>
    internal void ReceiveAside(in Envelope envelope)
    {
        _currentMessage = envelope.Message;
        _sender = envelope.Sender;
        ReceiveMessage(envelope.Message);
    }

    /// <summary>Puts a message that was put aside at the front of the mailbox.</summary>
    internal void ReturnToMailbox(in Envelope envelope)
    {
        if (envelope.Message is Terminated terminated)
        {
            // Its subject is watched no more; without this the notice would be dropped.
            ((_watch ??= new WatchState()).TerminatedQueued ??= []).Add(terminated.ActorRef);
        }

        if (Mailbox.MessageQueue is IDequeBasedMessageQueueSemantics front)
            front.EnqueueFirst(envelope);
        else
            _self.Tell(envelope.Message, envelope.Sender);
    }
}
