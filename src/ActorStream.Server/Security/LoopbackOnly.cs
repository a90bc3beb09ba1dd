using System.Net;
using ActorStream.Server.Hosting;
using Microsoft.AspNetCore.HostFiltering;

namespace ActorStream.Server.Security;

/// <summary>
/// Nobody proves who they are yet, so the server talks to its own machine only. The names under which
/// it may be asked for are limited as well: otherwise a web page could point its own name at 127.0.0.1
/// and pass for the same origin.
/// </summary>
internal static class LoopbackOnly
{
    /// <exception cref="StartupRefusedException">An address is not this machine's own.</exception>
    public static void Require(IEnumerable<string> urls, IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>();
        foreach (var url in urls.Concat(endpoints))
        {
            if (!IsLoopback(HostOf(url)))
            {
                throw new StartupRefusedException(
                    $"'{url}' can be reached from other machines, and there is no authentication yet. "
                        + "Use an address of this machine's own, such as http://127.0.0.1:5080."
                );
            }
        }
    }

    public static void AllowHosts(IServiceCollection services, IEnumerable<string> urls)
    {
        string[] hosts = ["localhost", "127.0.0.1", "[::1]", .. urls.Select(HostOf)];
        services.PostConfigure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = hosts.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            options.AllowEmptyHosts = false;
            options.IncludeFailureMessage = false;
        });
    }

    private static string HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException error)
        {
            throw new StartupRefusedException($"'{url}' is no address to listen on.", error);
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
