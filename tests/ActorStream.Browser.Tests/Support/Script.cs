namespace ActorStream.Browser.Tests.Support;

/// <summary>The scripts that run inside the page.</summary>
internal static class Script
{
    public static async Task<string> ReadAsync(string name)
    {
        await using Stream stream =
            typeof(Script).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no script {name}.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
