using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FineTune.Cli.Hub;

/// <summary>Asks the hub about one model: its revision, and the hash and size of a file.</summary>
internal sealed partial class HubClient(HubTransport transport, HubSettings settings, HubModelName model)
{
    /// <summary>The commit that the model's revision stands for, and its files.</summary>
    /// <exception cref="CommandFailedException">The hub refuses, or answers what is no answer.</exception>
    public async Task<HubRevision> RevisionAsync(CancellationToken cancel)
    {
        var address = new Uri(settings.Endpoint, $"api/models/{model.Repository}/revision/{Uri.EscapeDataString(model.Revision)}");
        using var answer = await SendAsync(HttpMethod.Get, address, 0, follows: true, null, cancel).ConfigureAwait(false);
        try
        {
            var found = await answer.Content.ReadFromJsonAsync(HubJson.Default.RevisionAnswer, cancel).ConfigureAwait(false);
            if (found is { Sha: { } commit, Siblings: { } files } && Commit().IsMatch(commit))
            {
                return new HubRevision(commit, [.. files.Select(f => f.Name).OfType<string>()]);
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CommandFailedException($"{settings.Endpoint} does not answer as a hub does; check HF_ENDPOINT", CommandFailedException.Failure);
    }

    /// <summary>A file's hash and size; large files lie elsewhere, but the hub itself knows both.</summary>
    /// <exception cref="CommandFailedException">The hub refuses, or names no hash.</exception>
    public async Task<HubFile> FileAsync(string commit, string name, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Head, AddressOf(commit, name), 0, follows: false, name, cancel).ConfigureAwait(false);
        var hash = (Header(answer, "X-Linked-ETag") ?? answer.Headers.ETag?.Tag ?? "").Replace("W/", "", StringComparison.Ordinal).Trim('"');
        var size = long.TryParse(Header(answer, "X-Linked-Size"), out var linked) ? linked : answer.Content.Headers.ContentLength;
        return Hash().IsMatch(hash) && size is { } length
            ? new HubFile(name, hash, length)
            : throw new CommandFailedException($"the hub names no hash and size for {name}, so it cannot be checked; it is not downloaded", CommandFailedException.Failure);
    }

    /// <summary>A file's bytes from a place on.</summary>
    /// <exception cref="CommandFailedException">The hub refuses.</exception>
    public Task<HttpResponseMessage> OpenAsync(string commit, string name, long from, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, AddressOf(commit, name), from, follows: true, name, cancel);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, long from, bool follows, string? file, CancellationToken cancel)
    {
        var answer = await transport.SendAsync(method, address, from, follows, cancel).ConfigureAwait(false);
        if ((int)answer.StatusCode is < 400 or 416)
        {
            return answer;
        }

        using (answer)
        {
            throw HubRefusal.Of(answer, model, settings, file);
        }
    }

    private Uri AddressOf(string commit, string name) => new(settings.Endpoint, $"{model.Repository}/resolve/{commit}/{Uri.EscapeDataString(name)}");

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.First() : null;

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex Hash();
}
