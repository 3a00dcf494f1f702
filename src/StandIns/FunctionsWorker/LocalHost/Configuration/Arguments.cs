namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Looks up <c>--name value</c> and <c>--name=value</c>.</summary>
internal static class Arguments
{
    public static string? Value(IReadOnlyList<string> args, string name)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var key = args[i].TrimStart('-', '/');
            if (key.Length == args[i].Length || !key.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (key.Length == name.Length)
            {
                return i + 1 < args.Count ? args[i + 1] : null;
            }

            if (key[name.Length] == '=')
            {
                return key[(name.Length + 1)..];
            }
        }

        return null;
    }
}
