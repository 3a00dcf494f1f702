namespace FineTune.Search.Spaces;

/// <summary>What is believed of a parameter's best value before any trial: near a centre, with a spread, and worth so many trials.</summary>
/// <remarks>
/// The belief is a normal density around the centre on the parameter's own scale (the logarithm where it is logarithmic), cut off at
/// the range, mixed with a twentieth of the uniform density so that nothing is ruled out. Of choices the centre has the share
/// 1 - Spread and the rest is even. After n results it counts with the power Trials / n (Hvarfner et al. 2022, arXiv 2204.11051),
/// so evidence overrules it.
/// </remarks>
/// <param name="Center">The value believed best; moved into the range where it lies outside.</param>
/// <param name="Spread">The normal density's deviation as a part of the range's width, or the part of choices other than the centre; above 0, at most 1.</param>
/// <param name="Trials">How many trials the belief is worth; 0 switches it off.</param>
public sealed record ParameterPrior(ParameterValue Center, double Spread, double Trials = 10)
{
    internal const double UniformShare = 0.05;

    /// <summary>What is wrong with the prior of this parameter.</summary>
    internal IEnumerable<SearchProblem> Check(Parameter parameter)
    {
        var pointer = $"/searchSpace/{JsonPointer.Escape(parameter.Name)}/prior";
        if (!(Spread > 0 && Spread <= 1))
        {
            yield return new SearchProblem(pointer + "/spread", $"A spread of {Spread} is not above 0 and at most 1.", "Give the deviation as a part of the range's width, e.g. 0.2.");
        }

        if (!(Trials >= 0 && double.IsFinite(Trials)))
        {
            yield return new SearchProblem(pointer + "/trials", $"A weight of {Trials} trials is no number from 0.", "Give how many trials the belief is worth, e.g. 10.");
        }

        if (parameter is CategoricalParameter categorical ? categorical.IndexOf(Center) < 0 : !Center.IsNumber)
        {
            yield return new SearchProblem(pointer + "/center", $"'{parameter.Name}' cannot be {Center}.", parameter is CategoricalParameter ? "Give one of the choices." : "Give a number.");
        }
    }
}
