using System.Net;
using System.Text;
using System.Text.Json;
using FineTune.Functions;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;

namespace FineTune.EndToEnd;

/// <summary>Clear mistakes of a user's: each is named with its place and its remedy, and the host goes on.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class BadInputTests(Workplace workplace)
{
    private static int _number;

    public static TheoryData<string, string, string> Datasets => new()
    {
        { "no label column", "text,colour\na,red\nb,blue\n", "label" },
        { "one class", string.Concat(Enumerable.Repeat("some words,only\n", 20).Prepend("text,label\n")), "label" },
        { "empty texts", string.Concat(Enumerable.Range(0, 20).Select(i => $",{(i % 2 == 0 ? "a" : "b")}\n").Prepend("text,label\n")), "empty" },
        { "zero bytes", "", "" },
        { "broken quotes", "text,label\n\"fine\",a\n\"never closed,b\nmore,a\n", "" },
    };

    [Theory]
    [MemberData(nameof(Datasets))]
    public async Task A_dataset_that_cannot_be_used_is_refused_with_its_file(string what, string csv, string named)
    {
        var name = NewName();
        await workplace.App.PutAsync($"api/datasets/{name}/train.csv", csv);

        var (status, body) = await workplace.App.SendAsync(HttpMethod.Post, "api/studies", $$"""{"dataset":"{{name}}"}""");

        Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{what}: {(int)status} {body}\n{workplace.App.Log}");
        var error = AssertProblem(body, 422);
        Assert.Equal($"datasets/{name}/train.csv", error.GetProperty("file").GetString());
        Assert.Contains(named, error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_dataset_in_a_wrong_encoding_is_refused()
    {
        var name = NewName();
        await workplace.App.PutAsync($"api/datasets/{name}/train.csv", Encoding.Latin1.GetBytes("text,label\nschön,a\nhübsch,b\n"));

        var (status, body) = await workplace.App.SendAsync(HttpMethod.Post, "api/studies", $$"""{"dataset":"{{name}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("UTF-8", AssertProblem(body, 422).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_dataset_that_was_uploaded_is_a_failed_study_that_says_why()
    {
        var name = NewName();
        var id = (await workplace.App.PutAsync($"api/datasets/{name}/train.csv", "text,colour\na,red\nb,blue\n")).GetProperty("study").GetString()!;

        var study = await workplace.App.WaitUntilOverAsync(id);

        Assert.Equal("failed", study.Status());
        var problem = study.GetProperty("problems")[0];
        Assert.Equal($"datasets/{name}/train.csv", problem.GetProperty("file").GetString());
        Assert.NotEmpty(problem.GetProperty("remedy").GetString()!);
    }

    [Theory]
    [InlineData("config.json", null)]
    [InlineData("config.json", """{"model_type":"t5","vocab_size":10}""")]
    [InlineData("model.safetensors", "not tensors at all")]
    [InlineData("tokenizer.json", "{")]
    public async Task A_model_that_cannot_be_used_is_refused_with_its_file(string file, string? content)
    {
        var app = workplace.App;
        var name = NewName();
        await app.PutFolderAsync($"api/models/{name}", workplace.Model);
        if (content is null)
        {
            await app.SendAsync(HttpMethod.Delete, $"api/models/{name}/{file}");
        }
        else
        {
            await app.PutAsync($"api/models/{name}/{file}", content);
        }

        await AssertModelRefusedAsync(name, file);
    }

    [Fact]
    public async Task A_truncated_model_is_refused()
    {
        var name = NewName();
        await workplace.App.PutFolderAsync($"api/models/{name}", workplace.Model);
        var weights = await File.ReadAllBytesAsync(Path.Combine(workplace.Model, "model.safetensors"), TestContext.Current.CancellationToken);
        await workplace.App.PutAsync($"api/models/{name}/model.safetensors", weights[..(weights.Length / 2)]);

        await AssertModelRefusedAsync(name, "model.safetensors");
    }

    [Theory]
    [InlineData("""{"dataset":"DATASET","searchSpace":{"learning_rate":0.1}}""", "/searchSpace/learning_rate")]
    [InlineData("""{"dataset":"DATASET","searchSpace":{"learningRate":{"low":1,"high":0.1}}}""", "/searchSpace/learningRate")]
    [InlineData("""{"dataset":"DATASET","budget":{"trials":0}}""", "/budget/trials")]
    [InlineData("""{"dataset":"DATASET","budget":{"epochs":0}}""", "/budget/epochs")]
    [InlineData("""{"dataset":"DATASET","objectiv":"loss"}""", "/objectiv")]
    [InlineData("""{"objective":"loss"}""", "/dataset")]
    [InlineData("""{"dataset":"../DATASET"}""", "/dataset")]
    [InlineData("""{"dataset":""", "")]
    [InlineData("""[]""", "")]
    public async Task A_study_that_cannot_be_run_is_refused_with_the_field(string body, string pointer)
    {
        await workplace.UploadAsync("good");

        var (status, report) = await workplace.App.SendAsync(HttpMethod.Post, "api/studies", body.Replace("DATASET", "good", StringComparison.Ordinal));

        Assert.True(status == HttpStatusCode.BadRequest, $"{(int)status} {report}");
        Assert.StartsWith(pointer, AssertProblem(report, 400).GetProperty("pointer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var app = workplace.App;
        await workplace.UploadAsync("good");

        AssertProblem((await app.SendAsync(HttpMethod.Post, "api/studies", """{"dataset":"none"}""")).Body, 404);
        AssertProblem((await app.SendAsync(HttpMethod.Post, "api/studies", """{"dataset":"good","model":"none"}""")).Body, 404);
        foreach (var path in new[] { "api/studies/none", "api/studies/none/trials", "api/studies/none/best", "api/studies/none/report", "api/studies/none/events", "api/datasets/none", "api/datasets/good/none.csv", "api/models/none" })
        {
            AssertProblem((await app.SendAsync(HttpMethod.Get, path)).Body, 404);
        }

        AssertProblem((await app.SendAsync(HttpMethod.Post, "api/studies/none/stop")).Body, 404);
        AssertProblem((await app.SendAsync(HttpMethod.Delete, "api/studies/none")).Body, 404);
    }

    [Theory]
    [InlineData("api/datasets/..%2Fstudies/train.csv")]
    [InlineData("api/datasets/a/..%2F..%2Fb")]
    [InlineData("api/datasets/.hidden/train.csv")]
    [InlineData("api/datasets/a%5Cb/train.csv")]
    [InlineData("api/models/con/config.json")]
    [InlineData("api/models/a%00b/config.json")]
    public async Task Names_that_could_leave_their_folder_are_refused(string path)
    {
        using var body = new ByteArrayContent([1]);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{workplace.App.Client.BaseAddress!.OriginalString}/{path}")) { Content = body };

        using var answer = await workplace.App.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_blob_that_is_overwritten_before_the_study_begins_is_refused()
    {
        // The answer of the POST does not check the data: its limit is zero bytes.
        await using var app = workplace.NewApp("overwritten", ("FineTune__CheckedBeforeAnswerBytes", "0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var name = NewName();
        await app.PutAsync($"api/datasets/{name}/study.json", Workplace.Short);
        await app.PutAsync($"api/datasets/{name}/train.csv", ToyData.Csv(60));

        var id = await OpenOnOldVersionAsync(app, new Containers(workplace.Storage.Client), name);

        var study = await app.WaitUntilOverAsync(id);
        Assert.Equal("failed", study.Status());
        Assert.Contains("overwritten", study.GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> OpenOnOldVersionAsync(App app, Containers containers, string name)
    {
        // A ticket that was written before the overwriting, as a host leaves it that dies between opening and preparing.
        var files = await new DatasetCatalog(containers, new FineTuneOptions()).PinAsync(name, TestContext.Current.CancellationToken);
        var id = StudyId.ForIdempotencyKey(name, "late");
        var body = $$"""{"dataset":"{{name}}"}""";
        var ticket = new StudyTicket { Id = id.Value, Dataset = name, Files = files, Source = "http", Study = body, OpenedAt = DateTimeOffset.UtcNow };
        await new StudyArchive(containers).TryOpenAsync(id, ticket, TestContext.Current.CancellationToken);
        await app.PutAsync($"api/datasets/{name}/train.csv", ToyData.Csv(61));
        return await app.StartAsync(body, "late");
    }

    private static string NewName() => $"bad{Interlocked.Increment(ref _number)}";

    private static JsonElement AssertProblem(JsonElement body, int status)
    {
        Assert.True(body.ValueKind == JsonValueKind.Object && body.TryGetProperty("status", out var shown) && shown.GetInt32() == status, body.ToString());
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
        var errors = body.GetProperty("errors");
        Assert.All(errors.EnumerateArray(), error => Assert.NotEmpty(error.GetProperty("remedy").GetString()!));
        Assert.DoesNotContain("   at ", body.ToString(), StringComparison.Ordinal);
        return errors[0];
    }

    private async Task AssertModelRefusedAsync(string name, string file)
    {
        await workplace.UploadAsync("good");

        var (status, body) = await workplace.App.SendAsync(HttpMethod.Post, "api/studies", $$"""{"dataset":"good","model":"{{name}}"}""");

        Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{(int)status} {body}\n{workplace.App.Log}");
        Assert.Equal($"models/{name}/{file}", AssertProblem(body, 422).GetProperty("file").GetString());
    }
}
