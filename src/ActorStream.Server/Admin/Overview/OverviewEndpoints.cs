using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Http;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Overview;

/// <summary><c>/admin/overview</c>: how the node is, now and once a second.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/overview", ReadAsync);
        admin.MapGet("/overview/events", StreamAsync).WithMetadata(AnswerForms.Stream);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, OverviewReader reader) =>
        Reply.Json(await reader.ReadAsync(context.RequestAborted), AdminJson.Instance.OverviewBody);

    private static Task<IResult> StreamAsync(
        HttpContext context,
        AdminStreams streams,
        OverviewReader reader,
        OverviewClock clock
    ) =>
        streams.ServeAsync(
            context,
            async stream =>
            {
                var signal = new Signal();
                using var following = clock.Follow(signal);
                await stream.SendAsync(
                    "history",
                    new(clock.History()),
                    AdminJson.Instance.OverviewHistoryBody
                );
                await SendAsync(await reader.ReadAsync(stream.Ended));
                while (true)
                {
                    await stream.WaitAsync(signal);
                    // A client that is slow gets the newest, not all that it missed.
                    if (clock.History() is [.., var newest])
                        await SendAsync(newest);
                }

                Task SendAsync(OverviewBody overview) =>
                    stream.SendAsync("overview", overview, AdminJson.Instance.OverviewBody);
            }
        );
}
