using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ActorStream.Server.Security;

/// <summary>
/// Reads the operator's key from <c>Authorization: Bearer</c>, and from nowhere else: what stands in a
/// URL ends up in logs and histories. Requests outside <c>/admin</c> are not looked at.
/// </summary>
internal sealed class OperatorKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    OperatorKey key,
    WrongKeys wrongKeys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Operator = "operator";

    private const string Bearer = "Bearer ";

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private TimeSpan? _wait;

    private IPAddress Address => Context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            OperatorOnly.Guards(Request.Path) ? Authenticate() : AuthenticateResult.NoResult()
        );

    private AuthenticateResult Authenticate()
    {
        var header = Request.Headers.Authorization;
        if (
            header.Count != 1
            || header[0] is not { } text
            || !text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        )
        {
            return AuthenticateResult.NoResult();
        }

        _wait = wrongKeys.WaitOf(Address);
        if (_wait is not null)
            return AuthenticateResult.Fail("Too many wrong keys.");
        if (!key.Matches(text[Bearer.Length..].Trim()))
        {
            wrongKeys.Add(Address);
            ServerLog.WrongKey(_log, Address);
            return AuthenticateResult.Fail("A wrong key.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, Operator)], Operator);
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
            return new ProblemResult(ProblemList.TooManyAttempts(wait)).ExecuteAsync(Context);
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return new ProblemResult(ProblemList.Unauthorized()).ExecuteAsync(Context);
    }
}
