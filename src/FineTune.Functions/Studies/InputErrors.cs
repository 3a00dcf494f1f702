using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Turns the training library's refusals of files into problems that name the files as the user knows them.</summary>
internal static class InputErrors
{
    /// <summary>Runs a check of a folder off the caller's thread.</summary>
    /// <param name="folder">The folder on this host.</param>
    /// <param name="shown">What the user calls it, e.g. <c>datasets/reviews</c>.</param>
    /// <param name="check">The check.</param>
    /// <exception cref="ProblemException">422: the folder's content was refused.</exception>
    public static async Task<T> NamedAsync<T>(string folder, string shown, Func<T> check)
    {
        try
        {
            return await Task.Run(check).ConfigureAwait(false);
        }
        catch (InvalidInputException e)
        {
            var problems = e.Problems.Select(found => Problem.In(Named(found.File, folder, shown), found.What, found.Remedy, found.Location));
            throw new ProblemException(422, $"{shown} cannot be used", [.. problems], e);
        }
    }

    private static string Named(string file, string folder, string shown)
    {
        var full = Path.GetFullPath(file, folder);
        var relative = Path.GetRelativePath(folder, full);
        return relative switch
        {
            "." => shown,
            _ when relative.StartsWith("..", StringComparison.Ordinal) => $"{shown}/{Path.GetFileName(file)}",
            _ => $"{shown}/{relative.Replace('\\', '/')}",
        };
    }
}
