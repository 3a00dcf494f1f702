using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace FineTune.EndToEnd;

/// <summary>What the tests ask of the application over HTTP.</summary>
internal static class Api
{
    private static readonly TimeSpan StudyLimit = TimeSpan.FromSeconds(120);

    /// <summary>Sends a request and gives status and JSON.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        this App app, HttpMethod method, string path, string? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Uploads a file.</summary>
    public static async Task<JsonElement> PutAsync(this App app, string path, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using var answer = await app.Client.PutAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"PUT {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads a file of text.</summary>
    public static Task<JsonElement> PutAsync(this App app, string path, string content) => app.PutAsync(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Uploads every file of a folder.</summary>
    public static async Task PutFolderAsync(this App app, string path, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            await app.PutAsync($"{path}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        }
    }

    /// <summary>Opens a study; its id.</summary>
    public static async Task<string> StartAsync(this App app, string study, string? idempotencyKey = null)
    {
        var (status, body) = await app.SendAsync(HttpMethod.Post, "api/studies", study, idempotencyKey);
        Assert.True(status == HttpStatusCode.Accepted, $"{(int)status} {body}\n{app.Log}");
        return body.GetProperty("id").GetString()!;
    }

    /// <summary>A study's view.</summary>
    public static async Task<JsonElement> StudyAsync(this App app, string id) => (await app.SendAsync(HttpMethod.Get, $"api/studies/{id}")).Body;

    /// <summary>A study's trials.</summary>
    public static async Task<IReadOnlyList<JsonElement>> TrialsAsync(this App app, string id) =>
        [.. (await app.SendAsync(HttpMethod.Get, $"api/studies/{id}/trials")).Body.GetProperty("trials").EnumerateArray()];

    /// <summary>A file of a study's result.</summary>
    public static Task<byte[]> BestFileAsync(this App app, string id, string file) =>
        app.Client.GetByteArrayAsync(new Uri($"api/studies/{id}/best/{file}", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Waits until a study is over; its view.</summary>
    public static Task<JsonElement> WaitUntilOverAsync(this App app, string id) =>
        app.WaitAsync(id, study => study.GetProperty("status").GetString() is "completed" or "stopped" or "failed");

    /// <summary>Waits until a study looks as wanted; its view.</summary>
    public static async Task<JsonElement> WaitAsync(this App app, string id, Func<JsonElement, bool> wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StudyLimit);
        JsonElement study = default;
        while (!limit.IsCancellationRequested)
        {
            var (status, body) = await app.SendAsync(HttpMethod.Get, $"api/studies/{id}");
            if (status == HttpStatusCode.OK)
            {
                study = body;
                if (wanted(study))
                {
                    return study;
                }
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The study does not come to what is waited for: {study}\n{app.Log}");
    }

    /// <summary>A study's status.</summary>
    public static string Status(this JsonElement study) => study.GetProperty("status").GetString()!;
}
