using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Turns the training library's refusals of files into problems that name the files as the user knows them.</summary>
internal static class InputErrors
{
    /// <summary>Runs a check of folders off the caller's thread.</summary>
    /// <param name="check">The check.</param>
    /// <param name="folders">The folders on this host, each with what the user calls it, e.g. <c>datasets/reviews</c>.</param>
    /// <exception cref="ProblemException">422: the content of a folder was refused.</exception>
    public static async Task<T> NamedAsync<T>(Func<T> check, params (string Folder, string Shown)[] folders)
    {
        try
        {
            return await Task.Run(check).ConfigureAwait(false);
        }
        catch (InvalidInputException e)
        {
            var problems = e.Problems.Select(found => Problem.In(Named(found.File, folders), found.What, found.Remedy, found.Location));
            throw new ProblemException(422, "The files cannot be used", [.. problems], e);
        }
    }

    private static string Named(string file, (string Folder, string Shown)[] folders)
    {
        foreach (var (folder, shown) in folders)
        {
            var relative = Path.GetRelativePath(folder, file);
            if (relative == ".")
            {
                return shown;
            }

            if (Path.IsPathRooted(file) && !relative.StartsWith("..", StringComparison.Ordinal))
            {
                return $"{shown}/{relative.Replace('\\', '/')}";
            }
        }

        // A bare name belongs to the folder that is checked first.
        return $"{folders[0].Shown}/{Path.GetFileName(file)}";
    }
}
