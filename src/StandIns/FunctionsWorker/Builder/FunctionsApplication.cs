namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a functions app starts.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with configuration, logging and services set up; it loads the settings that <c>func</c> would.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
