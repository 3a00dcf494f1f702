using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FineTune.Cli.Api;

/// <summary>Talks to the app's HTTP API, wherever the app runs.</summary>
/// <remarks>Every refusal becomes a <see cref="CommandFailedException"/> whose message is the problem report in one line.</remarks>
public sealed class FineTuneClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Creates a client.</summary>
    /// <param name="address">The app's base address, for example <c>http://127.0.0.1:7071</c>.</param>
    /// <param name="functionKey">The function key, where the app asks for one.</param>
    /// <param name="token">The token of an identity provider, where one stands in front of the app.</param>
    public FineTuneClient(Uri address, string? functionKey = null, string? token = null)
    {
        // The API redirects nowhere: a redirection leads to a page to sign in on.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrEmpty(token))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (!string.IsNullOrEmpty(functionKey))
        {
            _http.DefaultRequestHeaders.Add("x-functions-key", functionKey);
        }
    }

    /// <summary>The app's base address.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Whether the app answers that it is ready.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>True where the app is ready.</returns>
    public async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("api/health", UriKind.Relative), cancel).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Every study, newest first.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The studies.</returns>
    public async Task<IReadOnlyList<StudyView>> ListStudiesAsync(CancellationToken cancel)
    {
        var studies = new List<StudyView>();
        string? token = null;
        do
        {
            var page = await GetAsync("api/studies" + Continue(token), ApiJson.Default.StudyPage, cancel).ConfigureAwait(false);
            studies.AddRange(page.Studies);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return studies.OrderByDescending(study => study.CreatedAt).ToList();
    }

    /// <summary>One study.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The study.</returns>
    public Task<StudyView> GetStudyAsync(string id, CancellationToken cancel) =>
        GetAsync($"api/studies/{Escape(id)}", ApiJson.Default.StudyView, cancel);

    /// <summary>Every trial of a study, by number.</summary>
    /// <param name="id">The study's id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The trials.</returns>
    public async Task<IReadOnlyList<TrialView>> GetTrialsAsync(string id, CancellationToken cancel)
    {
        var trials = new List<TrialView>();
        string? token = null;
        do
        {
            var page = await GetAsync($"api/studies/{Escape(id)}/trials" + Continue(token), ApiJson.Default.TrialPage, cancel).ConfigureAwait(false);
            trials.AddRange(page.Trials);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return trials;
    }

    /// <summary>Opens a study by HTTP.</summary>
    /// <param name="body">A <c>study.json</c> with the dataset's name.</param>
    /// <param name="idempotencyKey">The same key never opens a second study.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The study's id.</returns>
    public async Task<StudyAccepted> StartStudyAsync(JsonElement body, string? idempotencyKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/studies") { Content = JsonContent.Create(body, ApiJson.Default.JsonElement) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await SendAsync(request, cancel).ConfigureAwait(false);
        return await ReadAsync(answer, ApiJson.Default.StudyAccepted, cancel).ConfigureAwait(false);
    }

    /// <summary>Asks a study to stop, suspend or resume.</summary>
    /// <param name="id">The study's id.</param>
    /// <param name="action">stop, suspend or resume.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When the app has taken the request.</returns>
    public async Task ActAsync(string id, string action, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/studies/{Escape(id)}/{action}");
        using var answer = await SendAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>The files of a study's result.</summary>
    /// <param name="id">The study's id.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The result.</returns>
    public Task<BestView> GetBestAsync(string id, CancellationToken cancel) =>
        GetAsync($"api/studies/{Escape(id)}/best", ApiJson.Default.BestView, cancel);

    /// <summary>Whether a path of the API answers 200.</summary>
    /// <param name="path">The path, for example <c>api/models/nano</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>False where it answers 404.</returns>
    public async Task<bool> ExistsAsync(string path, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Streams a file of the API to a local file, by way of a temporary name.</summary>
    /// <param name="path">The API's path.</param>
    /// <param name="file">The local file.</param>
    /// <param name="progress">Bytes received.</param>
    /// <param name="cancel">Stops the download.</param>
    /// <returns>When the file is complete.</returns>
    public async Task DownloadAsync(string path, string file, IProgress<long>? progress, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request, cancel).ConfigureAwait(false);
        var partial = file + ".partial";
        await using (var target = File.Create(partial))
        {
            await using var source = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            await CopyAsync(source, target, progress, cancel).ConfigureAwait(false);
        }

        File.Move(partial, file, overwrite: true);
    }

    /// <summary>Streams a local file to the API.</summary>
    /// <param name="path">The API's path.</param>
    /// <param name="file">The local file.</param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>When the file is stored.</returns>
    public async Task UploadAsync(string path, string file, CancellationToken cancel)
    {
        await using var source = File.OpenRead(file);
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StreamContent(source) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
        using var answer = await SendAsync(request, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Escape(string segment) => Uri.EscapeDataString(segment);

    private static string Continue(string? token) => token is null ? "" : $"?continuationToken={Escape(token)}";

    private static async Task CopyAsync(Stream source, Stream target, IProgress<long>? progress, CancellationToken cancel)
    {
        var buffer = new byte[1 << 17];
        long total = 0;
        int count;
        while ((count = await source.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
            progress?.Report(total += count);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancel) =>
        await answer.Content.ReadFromJsonAsync(type, cancel).ConfigureAwait(false)
        ?? throw new CommandFailedException("the app answered with an empty body", CommandFailedException.Failure);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request, cancel).ConfigureAwait(false);
        return await ReadAsync(answer, type, cancel).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandFailedException($"no app answers at {Address} ({exception.Message}); start it with `finetune up`, or name another with --address", CommandFailedException.Failure);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw await RefusalAsync(answer, cancel).ConfigureAwait(false);
        }
    }

    private static async Task<CommandFailedException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var exitCode = (int)answer.StatusCode < 500 ? CommandFailedException.UserMistake : CommandFailedException.Failure;
        if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect || answer.Headers.WwwAuthenticate.Any(asked => asked.Scheme == "Bearer"))
        {
            return new CommandFailedException("an identity provider stands in front of the app: set FINETUNE_TOKEN to a token of it (docs/azure.md)", CommandFailedException.UserMistake);
        }

        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return new CommandFailedException("the app asks for a function key: set FINETUNE_KEY or give --key", exitCode);
        }

        try
        {
            var problem = await answer.Content.ReadFromJsonAsync(ApiJson.Default.Problem, cancel).ConfigureAwait(false);
            return new CommandFailedException(problem?.ToLine() ?? $"the app answered {(int)answer.StatusCode}", exitCode);
        }
        catch (JsonException)
        {
            return new CommandFailedException($"the app answered {(int)answer.StatusCode} {answer.ReasonPhrase}", exitCode);
        }
    }
}
