using Microsoft.Azure.Functions.Worker.LocalHost;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a functions app starts.</summary>
public class FunctionsApplication
{
    /// <summary>
    /// A builder with configuration, logging and services set up; it loads the settings that <c>func</c> would.
    /// A mistake in them ends the process with one line that says what is wrong.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        StartupFailure.Guard(() => new FunctionsApplicationBuilder(args));
}
