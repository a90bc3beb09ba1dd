using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>Viewers whose server was killed.</summary>
public static class ViewersOfTheDead
{
    /// <summary>Reads what had come before the connection broke: it counts as seen.</summary>
    public static async Task ReadToBreakAsync(this SseViewer viewer)
    {
        try
        {
            while (await viewer.NextAsync() is not null) { }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // That is the break.
        }
    }
}
