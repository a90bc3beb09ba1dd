using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Turns;
using ActorStream.Turns.OpenAi;

namespace ActorStream.Server.Tests.OpenAi;

/// <summary>Asks through the real provider, and says what came.</summary>
internal static class Questions
{
    internal const string Key = "sk-canary-1234567890";

    internal static OpenAiProvider Provider(Uri baseUrl) =>
        new(new(Key, baseUrl, "m") { MaxRetries = 0 });

    internal static TurnRequest Request(string prompt) =>
        new(ConversationId.New(), new(1), [], prompt, null, null);

    internal static async Task<List<ProviderItem>> AskAsync(
        FakeOpenAi fake,
        TurnRequest? request = null
    )
    {
        using var provider = Provider(fake.BaseUrl);
        return await ReadAsync(provider, request ?? Request("x"));
    }

    internal static async Task<List<ProviderItem>> ReadAsync(
        OpenAiProvider provider,
        TurnRequest request
    )
    {
        var items = new List<ProviderItem>();
        await foreach (var item in provider.StreamAsync(request, CancellationToken.None))
            items.Add(item);
        return items;
    }

    internal static async Task<TurnFailure> FailAsync(FakeOpenAi fake) =>
        (await Should.ThrowAsync<ProviderException>(() => AskAsync(fake))).Failure;

    internal static async Task<(List<ProviderItem> Items, TurnFailure Failure)> CutAsync(
        FakeOpenAi fake
    )
    {
        using var provider = Provider(fake.BaseUrl);
        var items = new List<ProviderItem>();
        var failure = (
            await Should.ThrowAsync<ProviderException>(async () =>
            {
                await foreach (
                    var item in provider.StreamAsync(Request("x"), CancellationToken.None)
                )
                {
                    items.Add(item);
                }
            })
        ).Failure;
        return (items, failure);
    }
}
