namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Finds the folder with <c>host.json</c>.</summary>
internal static class ContentRoot
{
    /// <summary>
    /// <c>--contentRoot</c>, else the setting <c>AzureWebJobsScriptRoot</c>, else the current folder if it has a
    /// <c>host.json</c>, else the app's own folder.
    /// </summary>
    public static string Find(string[] args)
    {
        var named = Arguments.Value(args, "contentRoot") ?? Environment.GetEnvironmentVariable("AzureWebJobsScriptRoot");
        if (named is not null)
        {
            return Directory.Exists(named)
                ? Path.GetFullPath(named)
                : throw new HostConfigurationException($"The content root {named} does not exist.");
        }

        var current = Directory.GetCurrentDirectory();
        return File.Exists(Path.Combine(current, HostJson.FileName)) ? current : AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
    }
}
