using System.IO.Pipelines;
using ActorStream.Server.Admin.Maintenance;
using ActorStream.Server.Admin.Streams;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorStream.Server.Tests.Admin;

public sealed class An_order_whose_operator_has_gone
{
    [Fact]
    public async Task Is_over_when_its_work_is()
    {
        var upkeep = new Upkeep(null!, TimeProvider.System, NullLoggerFactory.Instance);
        var work = new TaskCompletionSource();
        var stream = new AdminStream(
            new Pipe().Writer,
            TimeSpan.FromSeconds(10),
            TimeProvider.System,
            new CancellationToken(canceled: true)
        );

        var order = upkeep.TellAsync(stream, work.Task, () => throw new IOException("Gone."));
        order.IsCompleted.ShouldBeFalse();

        work.SetResult();
        await Should.ThrowAsync<IOException>(() => order);
    }
}
