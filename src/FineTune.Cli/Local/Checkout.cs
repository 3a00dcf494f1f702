namespace FineTune.Cli.Local;

/// <summary>The folders of the checkout that the command runs in.</summary>
/// <param name="Root">The checkout's top folder.</param>
public sealed record Checkout(string Root)
{
    private const string Solution = "FineTune.Functions.sln";

    /// <summary>Where local state lies: storage, logs, process ids. Ignored by git; deleting it forgets every local study.</summary>
    public string State => Path.Combine(Root, ".finetune");

    /// <summary>The built app.</summary>
    public string App => Path.Combine(Root, "artifacts", "bin", "FineTune.Functions", "release", "FineTune.Functions");

    /// <summary>Samples that come with the product.</summary>
    public string Samples => Path.Combine(Root, "samples");

    /// <summary>Finds the checkout.</summary>
    /// <returns>The checkout named by <c>FINETUNE_ROOT</c>, or the one that this program lies in.</returns>
    /// <exception cref="CommandFailedException">The program lies outside of a checkout.</exception>
    public static Checkout Find()
    {
        var named = Environment.GetEnvironmentVariable("FINETUNE_ROOT");
        if (!string.IsNullOrEmpty(named))
        {
            return new Checkout(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return new Checkout(folder.FullName);
            }
        }

        throw new CommandFailedException($"this command runs the app from a checkout, and {AppContext.BaseDirectory} is in none; set FINETUNE_ROOT to the folder that has {Solution}");
    }
}
