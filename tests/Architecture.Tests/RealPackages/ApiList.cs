namespace Architecture.Tests.RealPackages;

/// <summary>The public members of the real packages, as documentation comment IDs with their types.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, HashSet<string>> _members;

    private ApiList(Dictionary<string, HashSet<string>> members) => _members = members;

    public int Count => _members.Count;

    public static ApiList Read(string folder)
    {
        // Conversions share an ID and differ in the type they return, so an ID may have several types.
        var members = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in Directory.EnumerateFiles(folder, "*.txt").SelectMany(File.ReadLines))
        {
            var bar = line.IndexOf(" | ", StringComparison.Ordinal);
            var head = (bar < 0 ? line : line[..bar]).TrimEnd();
            var arrow = head.IndexOf(" -> ", StringComparison.Ordinal);
            if (head.Length > 1 && head[1] == ':')
            {
                // Behind the type a method may say "static"; a property's accessors stand behind the bar.
                var id = arrow < 0 ? head : head[..arrow];
                if (!members.TryGetValue(id, out var types))
                {
                    members.Add(id, types = []);
                }

                types.Add(arrow < 0 ? "System.Void" : head[(arrow + 4)..].Split("  ", StringSplitOptions.TrimEntries)[0]);
            }
        }

        return new ApiList(members);
    }

    public ApiList Without(string id)
    {
        var fewer = new Dictionary<string, HashSet<string>>(_members, StringComparer.Ordinal);
        Assert.True(fewer.Remove(id), $"{id} is not in the lists");
        return new ApiList(fewer);
    }

    /// <summary>What is wrong with a use, or null.</summary>
    public string? Judge(MemberUse use)
    {
        if (use.Property is { } property && _members.ContainsKey(property.Id))
        {
            return Judge(property);
        }

        if (!_members.TryGetValue(use.Id, out var types))
        {
            return $"{use.Id} is in no real package";
        }

        return use.Type is null || types.Contains(use.Type) ? null : $"{use.Id} is of type {string.Join(" or ", types)} in the real package, and of {use.Type} here";
    }
}

/// <summary>One use of a foreign type or member: its documentation comment ID and its type, where it has one.</summary>
internal sealed record MemberUse(string Id, string? Type)
{
    /// <summary>The property that the member may be an accessor of.</summary>
    public MemberUse? Property { get; init; }
}
