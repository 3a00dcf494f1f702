namespace FineTune.Search.Importance;

/// <summary>How much a hyperparameter matters.</summary>
/// <param name="Name">The hyperparameter.</param>
/// <param name="Share">Its share of the whole, 0 to 1; the shares of a study's hyperparameters add up to 1.</param>
/// <param name="Raw">The measure before it is normalised; comparable within one method only.</param>
public sealed record ParameterImportance(string Name, double Share, double Raw)
{
    /// <summary>Normalises and sorts, the most important first; equal shares where nothing is known to matter.</summary>
    internal static IReadOnlyList<ParameterImportance> Normalized(IReadOnlyList<(string Name, double Raw)> measures)
    {
        var total = measures.Sum(measure => measure.Raw);
        return [.. measures
            .Select(measure => new ParameterImportance(measure.Name, total > 0 ? measure.Raw / total : 1.0 / measures.Count, measure.Raw))
            .OrderByDescending(importance => importance.Share)
            .ThenBy(importance => importance.Name, StringComparer.Ordinal)];
    }
}
