using ActorStream.Server.Http.Requests;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActorStream.Server.Hosting;

/// <summary>Every limit of the sockets in one place; Kestrel's own defaults are wider or missing.</summary>
internal static class KestrelLimits
{
    /// <summary>Connections at once, streams included. Each takes a file descriptor and about 20 KB.</summary>
    private const int MaxConnections = 20_000;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        // No TLS here, so HTTP/2 would need prior knowledge, which no browser has.
        options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);

        var limits = options.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = MaxConnections;
        limits.MaxRequestBodySize = JsonBody.MaxBytes;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, TimeSpan.FromSeconds(5));

        // What may wait for a viewer that reads slowly; its view asks for no more until this is sent.
        limits.MaxResponseBufferSize = 64 * 1024;
        // One that stopped reading is closed after the grace and a minute for the buffer. It resumes.
        limits.MinResponseDataRate = new(bytesPerSecond: 1024, TimeSpan.FromSeconds(15));
    }
}
