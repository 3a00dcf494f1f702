using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>Checks a request's key. Nothing is asked for in development, as with <c>func start</c>.</summary>
internal sealed class AccessControl(HostSettings settings, KeyRing keys)
{
    public const string HeaderName = "x-functions-key";
    public const string QueryName = "code";

    public async ValueTask<bool> AllowsAsync(
        HttpRequest request, AuthorizationLevel level, string? function, CancellationToken cancellationToken)
    {
        if (level == AuthorizationLevel.Anonymous || settings.IsDevelopment)
        {
            return true;
        }

        string? presented = request.Headers[HeaderName];
        presented ??= request.Query[QueryName];
        if (string.IsNullOrEmpty(presented))
        {
            return false;
        }

        var accepted = await keys.AcceptedAsync(level, function, cancellationToken);
        if (accepted.Any(key => IsSame(key, presented)))
        {
            return true;
        }

        return await keys.ReloadAsync(cancellationToken)
            && (await keys.AcceptedAsync(level, function, cancellationToken)).Any(key => IsSame(key, presented));
    }

    /// <summary>The query that lets a management link through, or an empty string in development.</summary>
    public async ValueTask<string?> SystemKeyAsync(CancellationToken cancellationToken) =>
        settings.IsDevelopment ? null : (await keys.HostKeysAsync(cancellationToken)).SystemKeys[0].Value;

    private static bool IsSame(string key, string presented) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(presented));
}
