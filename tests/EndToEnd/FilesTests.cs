using System.Net;
using System.Net.Http.Headers;

namespace FineTune.EndToEnd;

/// <summary>Files in and out, conditional reads and pages.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class FilesTests(Workplace workplace)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_back_whole_and_in_ranges()
    {
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var stored = await workplace.App.PutAsync("api/datasets/files/blob.bin", content);

        Assert.Equal(content.Length, stored.GetProperty("size").GetInt64());
        Assert.Equal(content, await workplace.App.Client.GetByteArrayAsync(new Uri("api/datasets/files/blob.bin", UriKind.Relative), _cancellation));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/datasets/files/blob.bin");
        request.Headers.Range = new RangeHeaderValue(5_000, 5_999);
        using var part = await workplace.App.Client.SendAsync(request, _cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(content[5_000..6_000], await part.Content.ReadAsByteArrayAsync(_cancellation));
    }

    [Fact]
    public async Task A_broken_upload_goes_on_where_it_broke()
    {
        const string Path = "api/models/pieces/weights.bin";
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 11)).ToArray();

        Assert.Equal((HttpStatusCode.Accepted, "100000"), await PieceAsync(Path, content, 0, 100_000));
        Assert.Equal(HttpStatusCode.Conflict, (await PieceAsync(Path, content, 200_000, 300_000)).Status);
        Assert.Equal((HttpStatusCode.Accepted, "100000"), await PieceAsync(Path, content, null, 0));
        Assert.Equal((HttpStatusCode.Accepted, "100000"), await PieceAsync(Path, content, 0, 100_000));
        Assert.Equal((HttpStatusCode.Accepted, "250000"), await PieceAsync(Path, content, 100_000, 250_000));
        Assert.Equal(HttpStatusCode.NotFound, (await workplace.App.SendAsync(HttpMethod.Get, Path)).Status);
        Assert.Equal(HttpStatusCode.Created, (await PieceAsync(Path, content, 250_000, 300_000)).Status);

        Assert.Equal(content, await workplace.App.Client.GetByteArrayAsync(new Uri(Path, UriKind.Relative), _cancellation));
    }

    [Fact]
    public async Task Files_are_listed_and_deleted()
    {
        await workplace.App.PutAsync("api/models/listed/config.json", "{}");

        var (_, files) = await workplace.App.SendAsync(HttpMethod.Get, "api/models/listed");
        Assert.Equal("config.json", Assert.Single(files.GetProperty("files").EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains("listed", (await workplace.App.SendAsync(HttpMethod.Get, "api/models")).Body.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await workplace.App.SendAsync(HttpMethod.Delete, "api/models/listed/config.json")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await workplace.App.SendAsync(HttpMethod.Get, "api/models/listed")).Status);
    }

    [Fact]
    public async Task A_file_or_a_body_over_its_limit_is_refused_with_413()
    {
        await using var app = workplace.NewApp("limits", ("FineTune__MaxUploadBytes", "1000"), ("FineTune__MaxRequestBytes", "100"));
        await app.StartAsync(_cancellation);

        using var announced = new ByteArrayContent(new byte[1001]);
        using var refused = await app.Client.PutAsync(new Uri("api/datasets/files/large.bin", UriKind.Relative), announced, _cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        using var unannounced = new HttpRequestMessage(HttpMethod.Put, "api/datasets/files/large.bin") { Content = new ByteArrayContent(new byte[1001]) };
        unannounced.Headers.TransferEncodingChunked = true;
        using var chunked = await app.Client.SendAsync(unannounced, _cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.SendAsync(HttpMethod.Post, "api/studies", $$"""{"dataset":"{{new string('a', 200)}}"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Get, "api/datasets/files/large.bin")).Status);
    }

    [Fact]
    public async Task A_study_that_has_not_changed_is_304_and_pages_follow_each_other()
    {
        await using var app = workplace.NewApp("pages", ("FineTune__PageSize", "1"));
        await app.StartAsync(_cancellation);
        await workplace.UploadAsync("good");
        await workplace.UploadAsync("steered");

        var (_, first) = await app.SendAsync(HttpMethod.Get, "api/studies");
        var (_, second) = await app.SendAsync(HttpMethod.Get, $"api/studies?continuationToken={first.GetProperty("continuationToken").GetString()}");

        var ids = new[] { first, second }.Select(page => Assert.Single(page.GetProperty("studies").EnumerateArray()).GetProperty("id").GetString()!).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        var over = await workplace.UploadAsync("good");
        using var shown = await app.Client.GetAsync(new Uri($"api/studies/{over}", UriKind.Relative), _cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"api/studies/{over}");
        again.Headers.TryAddWithoutValidation("If-None-Match", shown.Headers.ETag!.ToString());
        using var unchanged = await app.Client.SendAsync(again, _cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    private async Task<(HttpStatusCode Status, string? Offset)> PieceAsync(string path, byte[] content, int? from, int to)
    {
        var piece = from is { } begin ? content[begin..to] : [];
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(piece) };
        request.Content.Headers.ContentRange = from is { } first ? new ContentRangeHeaderValue(first, to - 1, content.Length) : new ContentRangeHeaderValue(content.Length);
        using var answer = await workplace.App.Client.SendAsync(request, _cancellation);
        return (answer.StatusCode, answer.Headers.TryGetValues("Upload-Offset", out var offsets) ? offsets.Single() : null);
    }
}
