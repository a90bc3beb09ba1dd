using ActorStream.Browser.Tests.Support;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>A server that no other test uses: it may be stopped, and its list is empty.</summary>
public abstract class OwnServerTest(Support.Browser browser) : InspectorTest(browser)
{
    protected override ChatServer Server { get; } = new();

    public override async Task InitializeAsync()
    {
        await Server.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }
}
