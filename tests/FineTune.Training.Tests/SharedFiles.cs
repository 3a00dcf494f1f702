namespace FineTune.Training.Tests;

/// <summary>Finds reference outputs and data that lie beside the repository; tests skip where they are absent.</summary>
internal static class SharedFiles
{
    /// <summary>The goldens' folder: FINETUNE_GOLDENS, or ../shared/goldens beside the repository.</summary>
    public static string Goldens => Existing(Environment.GetEnvironmentVariable("FINETUNE_GOLDENS") ?? Path.Combine(Root, "goldens"), "FINETUNE_GOLDENS");

    /// <summary>The shared folder: FINETUNE_SHARED, or ../shared beside the repository.</summary>
    public static string Root => Existing(Environment.GetEnvironmentVariable("FINETUNE_SHARED") ?? Path.Combine(Repository, "..", "shared"), "FINETUNE_SHARED");

    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? AppContext.BaseDirectory;
        }
    }

    private static string Existing(string folder, string variable)
    {
        Assert.SkipUnless(Directory.Exists(folder), $"The shared folder is not at hand; set {variable} to it.");
        return folder;
    }
}
