namespace FineTune.Search.Tests.Goldens;

public sealed class EveryGoldenIsReadTests
{
    /// <summary>A reference file that no test reads is a promise that nobody keeps.</summary>
    [Fact]
    public void Every_file_of_the_reference_is_named_by_a_test()
    {
        var files = Directory.GetFiles(GoldenFiles.Find("optuna"), "*.json").Select(path => Path.GetFileName(path)!).ToList();
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FineTune.Functions.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            Assert.Skip("The tests' sources are not at hand.");
        }

        var sources = string.Join('\n', Directory.GetFiles(Path.Combine(root!.FullName, "tests", "FineTune.Search.Tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain(files, file => !sources.Contains($"\"{file}\"", StringComparison.Ordinal));
    }
}
