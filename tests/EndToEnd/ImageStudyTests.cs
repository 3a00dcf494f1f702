using System.Net;
using FineTune.Cli.Local;
using FineTune.Training;
using FineTune.Training.Tests.Images;

namespace FineTune.EndToEnd;

/// <summary>Studies on images: a zip of class folders in, a folder that classifies image files out.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class ImageStudyTests(Workplace workplace) : IDisposable
{
    private const string Study = """
        {"model":"tiny-images","budget":{"trials":2},"pruner":"none","sampler":"random","searchSpace":{"epochs":4,"batchSize":8,"learningRate":{"low":5e-3,"high":2e-2,"log":true},"augmentation":"crop-flip"}}
        """;

    private static readonly (string Name, (int, int, int) Color)[] Classes = [("blue", (60, 60, 190)), ("green", (60, 190, 60)), ("red", (190, 60, 60))];

    private readonly string _folder = Directory.CreateTempSubdirectory("image-study-").FullName;

    [Fact]
    public async Task A_zip_of_class_folders_opens_a_study_whose_result_classifies_image_files()
    {
        var app = workplace.App;
        await UploadModelAsync();
        await app.PutAsync("api/datasets/colours/study.json", Study);
        var images = WriteImages(20);
        var id = (await app.PutAsync("api/datasets/colours/images.zip", File.ReadAllBytes(ImageFolder.Pack(images)))).GetProperty("study").GetString()!;

        var study = await app.WaitUntilOverAsync(id);

        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");
        Assert.True(study.GetProperty("test").GetProperty("best").GetProperty("value").GetDouble() > 0.6, study.ToString());
        var best = Path.Combine(_folder, "best");
        Directory.CreateDirectory(best);
        foreach (var file in new[] { "model.safetensors", "config.json", "preprocessor_config.json", "README.md" })
        {
            await File.WriteAllBytesAsync(Path.Combine(best, file), await app.BestFileAsync(id, file), TestContext.Current.CancellationToken);
        }

        Assert.Contains("pipeline_tag: image-classification", await File.ReadAllTextAsync(Path.Combine(best, "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var classifier = ImageClassifier.Load(best);
        var files = Directory.GetFiles(images, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var right = classifier.Predict(files).Zip(files).Count(p => p.First.Label == Path.GetFileName(Path.GetDirectoryName(p.Second)));
        Assert.True(right > files.Length * 0.6, $"{right} of {files.Length} were right.");
    }

    [Fact]
    public async Task An_image_that_cannot_be_decoded_is_named_with_the_zip_that_holds_it()
    {
        var app = workplace.App;
        await UploadModelAsync();
        var images = WriteImages(4);
        await File.WriteAllBytesAsync(Path.Combine(images, "red", "bad.png"), TestPng.Noisy(20, 20, (1, 2, 3), 4)[..100], TestContext.Current.CancellationToken);
        await app.PutAsync("api/datasets/damaged/images.zip", File.ReadAllBytes(ImageFolder.Pack(images)));

        var (status, body) = await app.SendAsync(HttpMethod.Post, "api/studies", """{"dataset":"damaged","model":"tiny-images"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var error = body.GetProperty("errors")[0];
        Assert.Equal(("datasets/damaged/images.zip", "red/bad.png"), (error.GetProperty("file").GetString(), error.GetProperty("location").GetString()));
        Assert.Contains("no intact PNG", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_for_a_model_of_texts_are_refused_with_the_architectures_that_read_them()
    {
        var app = workplace.App;
        await app.PutAsync("api/datasets/unread/images.zip", File.ReadAllBytes(ImageFolder.Pack(WriteImages(4))));

        var (status, body) = await app.SendAsync(HttpMethod.Post, "api/studies", $$"""{"dataset":"unread","model":"{{TinyModel.Name}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("resnet", body.GetProperty("errors")[0].GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task UploadModelAsync()
    {
        var folder = Path.Combine(_folder, "model");
        TinyImageModel.Write(folder);
        await workplace.App.PutFolderAsync($"api/models/{TinyImageModel.Name}", folder);
    }

    private string WriteImages(int perClass)
    {
        var root = Path.Combine(_folder, "images");
        foreach (var (name, color) in Classes)
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            for (var i = 0; i < perClass; i++)
            {
                File.WriteAllBytes(Path.Combine(root, name, $"{i:000}.png"), TestPng.Noisy(20 + (i % 5), 22, color, i));
            }
        }

        return root;
    }
}
