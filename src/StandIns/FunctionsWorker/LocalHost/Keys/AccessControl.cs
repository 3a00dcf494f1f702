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

    /// <summary>The key that lets a management link through, or null in development.</summary>
    public string? SystemKey()
    {
        if (settings.IsDevelopment)
        {
            return null;
        }

        // Read once from storage, then known: the method that makes management links is not asynchronous.
        var host = keys.Known ?? Task.Run(() => keys.HostKeysAsync(CancellationToken.None).AsTask()).GetAwaiter().GetResult();
        return host.SystemKeys[0].Value;
    }

    private static bool IsSame(string key, string presented) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(presented));
}
