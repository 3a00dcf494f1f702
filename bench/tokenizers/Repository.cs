namespace FineTune.Tokenizers.Bench;

/// <summary>Finds the repository from the program's folder.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution file.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? Directory.GetCurrentDirectory();
        }
    }
}
