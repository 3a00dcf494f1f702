using System.Text.Json;
using FineTune.Training.Generation;

namespace FineTune.EndToEnd;

/// <summary>Studies of other tasks than classification, from their data to their result.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class TaskTests(Workplace workplace)
{
    private const string OneTrial = """{"budget":{"trials":1},"pruner":"none","searchSpace":{"epochs":8,"batchSize":8,"learningRate":0.005}}""";

    [Fact]
    public async Task Numbers_are_estimated_by_a_regression_that_the_data_tell()
    {
        var app = workplace.App;
        await app.PutAsync("api/datasets/numbers/study.json", OneTrial);
        var rows = ToyData.Rows(150).Select(row => $"{row.Text},{(row.Label == "billing" ? "1.5" : "-0.5")}\n");
        var id = (await app.PutAsync("api/datasets/numbers/train.csv", "text,label\n" + string.Concat(rows))).GetProperty("study").GetString()!;

        var study = await app.WaitUntilOverAsync(id);

        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");
        Assert.Equal(("mse", "minimize"), (study.GetProperty("objective").GetString(), study.GetProperty("direction").GetString()));
        var test = study.GetProperty("test").GetProperty("best");
        Assert.Equal("mse", test.GetProperty("metric").GetString());
        Assert.InRange(test.GetProperty("value").GetDouble(), test.GetProperty("low").GetDouble(), test.GetProperty("high").GetDouble());

        // The variance of the labels, what the mean alone would reach, is 8/9.
        Assert.True(test.GetProperty("value").GetDouble() < 0.5, study.ToString());
        var config = JsonElement.Parse(await app.BestFileAsync(id, "config.json"));
        Assert.Equal("regression", config.GetProperty("problem_type").GetString());
    }

    [Fact]
    public async Task Completions_are_learned_from_prompts_and_the_result_writes_them()
    {
        var app = workplace.App;
        var folder = Directory.CreateTempSubdirectory("end-to-end-decoder-").FullName;
        TinyDecoder.Write(folder, [.. ToyData.Rows(150).Select(row => row.Text), "billing shipping account"]);
        await app.PutFolderAsync($"api/models/{TinyDecoder.Name}", folder);
        await app.PutAsync("api/datasets/prompts/study.json", $$"""{"model":"{{TinyDecoder.Name}}",{{OneTrial[1..]}}""");
        var rows = ToyData.Rows(150).Select(row => JsonSerializer.Serialize(new { prompt = row.Text, completion = row.Label }) + "\n");
        var id = (await app.PutAsync("api/datasets/prompts/train.jsonl", string.Concat(rows))).GetProperty("study").GetString()!;

        var study = await app.WaitUntilOverAsync(id);

        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");
        Assert.Equal("perplexity", study.GetProperty("objective").GetString());
        Assert.True(study.GetProperty("test").GetProperty("best").GetProperty("value").GetDouble() < 3, study.ToString());
        foreach (var file in new[] { "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json" })
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, file), await app.BestFileAsync(id, file), TestContext.Current.CancellationToken);
        }

        using var generator = TextGenerator.Load(folder);
        Assert.Contains(generator.Continue("help me with my invoice"), new[] { "billing", "shipping", "account" });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_task_that_the_model_cannot_learn_fails_the_study_with_what_to_do()
    {
        var app = workplace.App;
        await app.PutAsync("api/datasets/misfit/study.json", """{"task":"supervised-fine-tuning"}""");
        var id = (await app.PutAsync("api/datasets/misfit/train.jsonl", """{"prompt":"a","completion":"b"}""")).GetProperty("study").GetString()!;

        var study = await app.WaitUntilOverAsync(id);

        Assert.Equal("failed", study.Status());
        Assert.Contains("cannot be learned by a model of the architecture", study.GetProperty("problems").GetRawText(), StringComparison.Ordinal);
    }
}
