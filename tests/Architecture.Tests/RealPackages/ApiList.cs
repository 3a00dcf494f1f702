namespace Architecture.Tests.RealPackages;

/// <summary>The public members of the real packages, as documentation comment IDs with their types.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, HashSet<string>> _members;
    private readonly Dictionary<string, HashSet<string>> _forms;

    private ApiList(Dictionary<string, HashSet<string>> members, Dictionary<string, HashSet<string>> forms) => (_members, _forms) = (members, forms);

    public int Count => _members.Count;

    public static ApiList Read(string folder)
    {
        // Conversions share an ID and differ in the type they return, so an ID may have several types.
        var members = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var forms = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
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
                    forms.Add(id, []);
                }

                forms[id].Add(bar < 0 ? "" : line[(bar + 3)..].Trim());

                types.Add(arrow < 0 ? "System.Void" : head[(arrow + 4)..].Split("  ", StringSplitOptions.TrimEntries)[0]);
            }
        }

        return new ApiList(members, forms);
    }

    public ApiList Without(string id)
    {
        var fewer = new Dictionary<string, HashSet<string>>(_members, StringComparer.Ordinal);
        Assert.True(fewer.Remove(id), $"{id} is not in the lists");
        return new ApiList(fewer, _forms);
    }

    /// <summary>The lists with another text behind the bar of one member: parameter names with defaults, or accessors.</summary>
    public ApiList With(string id, string form) =>
        new(_members, new Dictionary<string, HashSet<string>>(_forms, StringComparer.Ordinal) { [id] = [form] });

    /// <summary>What is wrong with the parameters that a stand-in gives a member which the product calls, or null: the names and defaults of optional ones are the caller's to see.</summary>
    public string? JudgeParameters(string id, string form) =>
        !_forms.TryGetValue(id, out var real) || real.Contains(form) ? null : $"{id} has the parameters '{form}' here and '{string.Join("' or '", real)}' in the real package";

    /// <summary>What is wrong with an attribute that the product uses, or null.</summary>
    public string? Judge(AttributeUse use)
    {
        if (!_forms.TryGetValue(use.Constructor, out var constructors))
        {
            return $"{use.Constructor} is in no real package";
        }

        foreach (var (name, type, isNull) in use.Properties)
        {
            var id = $"P:{use.Type}.{name}";
            if (!_members.TryGetValue(id, out var types) || !types.Contains(type))
            {
                return $"{id} of type {type} is in no real package";
            }

            if (!_forms[id].Any(form => form.Contains("set;", StringComparison.Ordinal)) || isNull)
            {
                return $"{id} {(isNull ? "is given null" : "cannot be set")} in an attribute";
            }
        }

        // The lists do not say what may be null, so only what has null as its default is taken to.
        var parameters = constructors.First().Split(", ");
        var nothing = use.Arguments.Select((argument, index) => (argument, index)).FirstOrDefault(pair => pair.argument is null && !parameters[pair.index].EndsWith("=null", StringComparison.Ordinal), (1, -1));
        return nothing.index < 0 ? null : $"{use.Constructor}: the argument '{parameters[nothing.index]}' is null";
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

/// <summary>A foreign attribute on something of the product.</summary>
/// <param name="Type">The attribute's type.</param>
/// <param name="Constructor">The documentation comment ID of its constructor.</param>
/// <param name="Arguments">The constructor's arguments.</param>
/// <param name="Properties">Its named arguments, with their types and whether they are null.</param>
internal sealed record AttributeUse(string Type, string Constructor, IReadOnlyList<object?> Arguments, IReadOnlyList<(string Name, string Type, bool IsNull)> Properties);

/// <summary>One use of a foreign type or member: its documentation comment ID and its type, where it has one.</summary>
internal sealed record MemberUse(string Id, string? Type)
{
    /// <summary>The property that the member may be an accessor of.</summary>
    public MemberUse? Property { get; init; }
}
