using ActorStream.Conversations;

namespace ActorStream.Views;

/// <summary>What a view graph hands to its sink.</summary>
public abstract record ViewItem
{
    private ViewItem() { }

    /// <summary>The next events, in order. Some may not be <see cref="JournaledEvent.IsVisible"/>.</summary>
    public sealed record Events(IReadOnlyList<JournaledEvent> Items) : ViewItem;

    /// <summary>Nothing has happened for a while.</summary>
    public sealed record Heartbeat : ViewItem
    {
        /// <summary>There is only one.</summary>
        public static Heartbeat Instance { get; } = new();

        private Heartbeat() { }
    }

    /// <summary>
    /// The last item: what would follow is damaged in the journal. The viewer's cursor stays good; an
    /// operator has to repair the conversation.
    /// </summary>
    public sealed record Damaged : ViewItem
    {
        /// <summary>There is only one.</summary>
        public static Damaged Instance { get; } = new();

        private Damaged() { }
    }

    /// <summary>The viewer's cursor does not exist; everything follows from the start.</summary>
    public sealed record Reset : ViewItem
    {
        private readonly WireFrame _frame;

        /// <summary>Names the incarnation that there is.</summary>
        public Reset(string incarnation)
        {
            Cursor = new(incarnation, 0);
            _frame = WireFrame.Reset(incarnation);
        }

        /// <summary>Where the viewer begins again.</summary>
        public Cursor Cursor { get; }

        /// <summary>The bytes of the Server-Sent Event.</summary>
        public ReadOnlyMemory<byte> SseFrame => _frame.Sse;

        /// <summary>The same as one JSON object.</summary>
        public ReadOnlyMemory<byte> Json => _frame.Json;
    }
}
