using ActorStream.Regions;
using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>
/// Somebody holds the conversation, to change its rows: its actor leaves the memory. What it was told to do
/// before is done and answered first; viewers are sent away with their cursors, and ask the next one.
/// </summary>
internal sealed partial class ConversationActor
{
    private bool _pausing;

    private void OnPause()
    {
        // With damage the state ends before it, and what seems to be open there is being answered by nobody.
        if (_damage is null && _state.OpenTurn is { } open)
            Context.Parent.Tell(new HoldRefused(open.TurnId));
        else
            _pausing = true;
    }

    private void StopIfPaused()
    {
        if (_pausing && _writes == 0 && !_erasing && HasNoSnapshotUnderWay && _importer is null)
        {
            Context.Stop(Self);
        }
    }
}
