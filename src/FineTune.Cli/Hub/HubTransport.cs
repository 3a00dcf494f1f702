using System.Net;
using System.Net.Http.Headers;

namespace FineTune.Cli.Hub;

/// <summary>
/// Sends requests to the hub: follows redirects itself, so that the token goes to the hub alone and never to the hosts
/// that it sends large files from, and waits and tries again where the hub is busy or the connection breaks.
/// </summary>
internal sealed class HubTransport : IDisposable
{
    private const int MaxRedirects = 10;
    private const int MaxTries = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly HubSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;

    /// <summary>Creates the transport.</summary>
    /// <param name="settings">The hub's address and the token.</param>
    /// <param name="time">The clock of waiting.</param>
    /// <param name="tell">Told why there is a wait.</param>
    public HubTransport(HubSettings settings, TimeProvider time, Action<string> tell)
    {
        (_settings, _time, _tell) = (settings, time, tell);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("finetune", "1"));
    }

    /// <summary>Sends a request until it is answered; only its headers are waited for.</summary>
    /// <param name="method">HEAD or GET.</param>
    /// <param name="address">The address on the hub.</param>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="follows">Whether redirects to other hosts are followed; those within the hub always are.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The answer: not busy, but perhaps a refusal.</returns>
    /// <exception cref="CommandFailedException">Nobody answers.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, long from, bool follows, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            HttpResponseMessage? answer = null;
            try
            {
                answer = await FollowAsync(method, address, from, follows, cancel).ConfigureAwait(false);
                if (!IsBusy(answer.StatusCode) || tries == MaxTries)
                {
                    return answer;
                }
            }
            catch (HttpRequestException e) when (tries == MaxTries)
            {
                throw new CommandFailedException($"{address.GetLeftPart(UriPartial.Authority)} does not answer ({e.Message}); run the same command again to go on, or set HF_HUB_OFFLINE=1 to use the local cache alone", CommandFailedException.Failure);
            }
            catch (HttpRequestException)
            {
                // The wait below, then another try.
            }

            var wait = WaitAfter(answer, tries);
            answer?.Dispose();
            _tell($"{(answer is null ? "no answer" : $"the hub answered {(int)answer.StatusCode}")}; trying again in {wait.TotalSeconds:0} s");
            await Task.Delay(wait, _time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Waits before a download that broke off goes on.</summary>
    public Task PauseAsync(int tries, CancellationToken cancel) => Task.Delay(WaitAfter(null, tries), _time, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool IsBusy(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private async Task<HttpResponseMessage> FollowAsync(HttpMethod method, Uri address, long from, bool follows, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            if (_settings.Token is { } token && IsHub(address))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                return answer;
            }

            var next = new Uri(address, location);
            if (!follows && !IsHub(next))
            {
                return answer;
            }

            answer.Dispose();
            address = redirects < MaxRedirects && next.Scheme is "http" or "https" && !(address.Scheme == "https" && next.Scheme == "http")
                ? next
                : throw new CommandFailedException($"the hub redirects from {address.GetLeftPart(UriPartial.Path)} too often or to an address that is not safe", CommandFailedException.Failure);
        }
    }

    private bool IsHub(Uri address) => Uri.Compare(address, _settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private TimeSpan WaitAfter(HttpResponseMessage? answer, int tries)
    {
        var stated = answer?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null;
        var wait = stated ?? TimeSpan.FromSeconds(Math.Pow(2, tries - 1));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }
}
