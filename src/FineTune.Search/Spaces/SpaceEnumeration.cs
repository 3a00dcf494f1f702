namespace FineTune.Search.Spaces;

/// <summary>Counts and lists the settings of a discrete space, conditions and constraints taken into account.</summary>
internal static class SpaceEnumeration
{
    /// <summary>Spaces with more settings than this are not counted further.</summary>
    public const long Limit = 1_000_000;

    /// <summary>The number of settings, or null where it is infinite or above <see cref="Limit"/>.</summary>
    public static long? Count(SearchSpace space)
    {
        long product = 1;
        var listed = space.Constraints.Length > 0;
        foreach (var parameter in space.Parameters)
        {
            if (parameter.Cardinality is not { } values || values > Limit)
            {
                return null;
            }

            listed |= parameter.When is not null;
            product *= values;
            if (product > Limit && !listed)
            {
                return null;
            }

            product = Math.Min(product, Limit * 1000);
        }

        if (!listed)
        {
            return product;
        }

        return product > Limit ? null : List(space).LongCount();
    }

    /// <summary>All settings in the order of the parameters, the last one changing fastest.</summary>
    public static IEnumerable<ParameterSet> List(SearchSpace space) =>
        Expand(space, 0, new Dictionary<string, ParameterValue>(StringComparer.Ordinal)).Where(space.Keeps);

    private static IEnumerable<ParameterSet> Expand(SearchSpace space, int position, Dictionary<string, ParameterValue> chosen)
    {
        if (position == space.Parameters.Length)
        {
            yield return ParameterSet.Create(space.Parameters.Where(parameter => chosen.ContainsKey(parameter.Name))
                .Select(parameter => KeyValuePair.Create(parameter.Name, chosen[parameter.Name])));
            yield break;
        }

        var current = space.Parameters[position];
        if (current.When is { } condition && !condition.Holds(chosen))
        {
            foreach (var set in Expand(space, position + 1, chosen))
            {
                yield return set;
            }

            yield break;
        }

        for (long i = 0; i < current.Cardinality; i++)
        {
            chosen[current.Name] = current.ValueAt(i);
            foreach (var set in Expand(space, position + 1, chosen))
            {
                yield return set;
            }
        }

        chosen.Remove(current.Name);
    }
}
