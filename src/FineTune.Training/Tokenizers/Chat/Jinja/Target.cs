namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>What a value is assigned to: a name, an attribute of a namespace, or several names at once.</summary>
/// <param name="Name">The name.</param>
/// <param name="Attribute">The attribute of the namespace of that name; null for the name itself.</param>
/// <param name="Parts">The names of a tuple; none for a single name.</param>
internal sealed record Target(string Name, string? Attribute, IReadOnlyList<Target> Parts)
{
    /// <summary>Assigns a value.</summary>
    public void Assign(Rendering rendering, object? value)
    {
        if (Parts.Count > 0)
        {
            var items = Values.Iterate(rendering, value);
            if (items.Count != Parts.Count)
            {
                throw rendering.Problem($"{items.Count} values are assigned to {Parts.Count} names.");
            }

            foreach (var (part, item) in Parts.Zip(items))
            {
                part.Assign(rendering, item);
            }
        }
        else if (Attribute is null)
        {
            rendering.Scope.Set(Name, value);
        }
        else if (rendering.Scope.Get(Name) is JinjaNamespace space)
        {
            space.Attributes[Attribute] = value;
        }
        else
        {
            throw rendering.Problem($"'{Name}' is no namespace; only a namespace's attributes can be set.");
        }
    }
}
