using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Proposes hyperparameters from what is known. Pure: equal arguments give equal proposals.</summary>
public interface ISampler
{
    /// <summary>One setting of the space.</summary>
    /// <param name="space">A valid space.</param>
    /// <param name="history">The study so far; running and failed trials included.</param>
    /// <param name="direction">Whether a smaller or larger objective is better.</param>
    /// <param name="seed">The identity of this proposal's random numbers.</param>
    ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed);
}
