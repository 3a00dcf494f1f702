using System.Text.RegularExpressions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>What a function may be called.</summary>
internal static partial class FunctionName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$")]
    private static partial Regex Pattern();
}
