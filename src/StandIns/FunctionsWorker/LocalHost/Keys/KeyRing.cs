using System.Collections.Concurrent;
using System.Text.Json;
using Azure;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>The keys in force: read once, made on first need, read again (not too often) when a key is unknown.</summary>
internal sealed class KeyRing(IKeyStorage storage, TimeProvider time) : IDisposable
{
    private const string HostFile = "host.json";
    private static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, FunctionKeys> _functions = new(StringComparer.OrdinalIgnoreCase);
    private HostKeys? _host;
    private long _loaded;

    /// <summary>The host's keys, if they were read already.</summary>
    public HostKeys? Known => _host;

    public async ValueTask<IReadOnlyList<string>> AcceptedAsync(AuthorizationLevel level, string? function, CancellationToken cancellationToken)
    {
        var host = await HostKeysAsync(cancellationToken);
        IEnumerable<HostKey> keys = level switch
        {
            AuthorizationLevel.Admin => [],
            AuthorizationLevel.System => host.SystemKeys,
            _ => [.. host.FunctionKeys, .. await FunctionKeysAsync(function, cancellationToken)],
        };
        return [host.MasterKey.Value, .. keys.Select(key => key.Value)];
    }

    public async ValueTask<HostKeys> HostKeysAsync(CancellationToken cancellationToken)
    {
        if (_host is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            _host ??= await LoadOrCreateAsync(cancellationToken);
            _loaded = time.GetTimestamp();
            return _host;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException or JsonException)
        {
            throw new KeysUnavailableException(exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets what was read, unless that was just now.</summary>
    public async ValueTask<bool> ReloadAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_loaded) < ReloadInterval)
        {
            return false;
        }

        _host = null;
        _functions.Clear();
        await HostKeysAsync(cancellationToken);
        return true;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<HostKeys> LoadOrCreateAsync(CancellationToken cancellationToken)
    {
        var text = await storage.ReadAsync(HostFile, cancellationToken);
        if (text is null)
        {
            var made = HostKeys.Generate();
            if (await storage.TryCreateAsync(HostFile, JsonSerializer.Serialize(made, KeyJson.Default.HostKeys), cancellationToken))
            {
                return made;
            }

            text = await storage.ReadAsync(HostFile, cancellationToken);
        }

        return JsonSerializer.Deserialize(text!, KeyJson.Default.HostKeys)!;
    }

    private async ValueTask<IReadOnlyList<HostKey>> FunctionKeysAsync(string? function, CancellationToken cancellationToken)
    {
        if (function is null)
        {
            return [];
        }

        if (!_functions.TryGetValue(function, out var keys))
        {
            var text = await storage.ReadAsync($"{function.ToLowerInvariant()}.json", cancellationToken);
            keys = text is null ? new FunctionKeys([]) : JsonSerializer.Deserialize(text, KeyJson.Default.FunctionKeys)!;
            _functions[function] = keys;
        }

        return keys.Keys;
    }
}
