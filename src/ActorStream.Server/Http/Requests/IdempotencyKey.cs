using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http.Requests;

/// <summary>The key that makes a prompt safe to repeat.</summary>
internal static class IdempotencyKey
{
    private const string HeaderName = "Idempotency-Key";
    private const string MemberName = "idempotencyKey";
    private const int MaxLength = 128;

    /// <summary>The header, or null. Two of them are joined by a comma and a blank, which no key has.</summary>
    public static string? Of(HttpRequest request)
    {
        var values = request.Headers[HeaderName];
        return values.Count == 0 ? null : string.Join(", ", values.ToArray());
    }

    /// <summary>The member <c>idempotencyKey</c>, or null; or what is wrong with it.</summary>
    public static bool TryRead(
        JsonElement json,
        out string? key,
        [NotNullWhen(false)] out Problem? problem
    ) =>
        Members.TryReadText(json, MemberName, int.MaxValue, out key, out problem)
        && TryCheck(key, out problem, MemberName);

    /// <summary>1 to 128 visible ASCII characters, or none at all.</summary>
    public static bool TryCheck(
        string? key,
        [NotNullWhen(false)] out Problem? problem,
        string name = HeaderName
    )
    {
        problem =
            key is null
            || (
                key.Length is > 0 and <= MaxLength
                && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            )
                ? null
                : ProblemList.InvalidRequest(
                    $"{name} must have 1 to {MaxLength} visible ASCII characters."
                );
        return problem is null;
    }
}
