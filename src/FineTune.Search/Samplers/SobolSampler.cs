using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Sobol;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Quasi-random search: trial n takes point n of a scrambled Sobol sequence, so that trials fill the space evenly.</summary>
/// <remarks>Looks at no results; the first trials lie denser where good values are believed to be. Every parameter has a coordinate whether it exists or not; past 40 parameters the rest is random.</remarks>
public sealed class SobolSampler : ISampler
{
    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var searched = space.Parameters.Where(parameter => parameter is not FixedParameter).Take(SobolSequence.MostDimensions).Select(parameter => parameter.Name).ToList();
        var point = new double[Math.Max(searched.Count, 1)];
        new SobolSequence(point.Length, new SampleSeed(seed.Study, 0, seed.Attempt)).Fill((uint)seed.Trial, point);
        var belief = PriorBelief.Of(space);
        var chosen = new List<KeyValuePair<string, ParameterValue>>();
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var parameter in space.Parameters)
        {
            if (parameter.When is null || parameter.When.Holds(values))
            {
                var coordinate = searched.IndexOf(parameter.Name);
                var value = coordinate < 0 ? RandomSampler.Draw(parameter, seed)
                    : parameter.FromUnit(belief is null ? point[coordinate] : belief.Bend(parameter, point[coordinate], seed.Trial));
                values.Add(parameter.Name, value);
                chosen.Add(KeyValuePair.Create(parameter.Name, value));
            }
        }

        return ParameterSet.Create(chosen);
    }
}
