namespace Architecture.Tests;

/// <summary>Where the checkout under test lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Shared { get; } = Environment.GetEnvironmentVariable("FINETUNE_SHARED") ?? Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside of the checkout");
        }

        return folder.FullName;
    }
}
