using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Views;

/// <summary>
/// A durable event with its place. It is encoded when the first viewer needs it, and all viewers of all
/// kinds share those bytes. Immutable to its users; safe for any thread.
/// </summary>
public sealed class JournaledEvent
{
    private WireFrame? _frame;

    /// <summary>An event that the journal holds.</summary>
    public JournaledEvent(Cursor cursor, ConversationEvent @event)
    {
        Cursor = cursor;
        Event = @event;
    }

    /// <summary>Where it stands.</summary>
    public Cursor Cursor { get; }

    /// <summary>The event itself.</summary>
    public ConversationEvent Event { get; }

    /// <summary>
    /// Whether clients are shown it. The conversation's own beginning and end are not sent.
    /// </summary>
    public bool IsVisible => Event is TurnEvent;

    /// <summary>The bytes of one Server-Sent Event, with its blank line.</summary>
    public ReadOnlyMemory<byte> SseFrame => Frame.Sse;

    /// <summary>The same event as one JSON object, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json => Frame.Json;

    // Two viewers may encode at once; both results are equal and one of them stays.
    private WireFrame Frame => _frame ??= WireFrame.Encode(this);
}
