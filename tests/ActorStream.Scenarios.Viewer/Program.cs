// A viewer to be killed or frozen by a scenario: viewer sse|ws ADDRESS CONVERSATION.
// Prints one line per event.
using ActorStream.TestKit.Viewers;

if (args is not [var kind, var address, var conversationId])
{
    Console.Error.WriteLine("usage: viewer sse|ws ADDRESS CONVERSATION");
    return 2;
}

if (kind == "ws")
{
    await using var viewer = await WebSocketViewer.OpenAsync(new(address), conversationId);
    while (await viewer.NextAsync() is { } message)
        Console.WriteLine(message.GetRawText());
}
else
{
    await using var viewer = await SseViewer.OpenAsync(
        new(address),
        $"/conversations/{conversationId}/events"
    );
    while (await viewer.NextAsync() is { } viewed)
        Console.WriteLine(viewed.Json);
}

return 0;
