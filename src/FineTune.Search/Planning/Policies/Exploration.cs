using System.Globalization;
using FineTune.Search.Ledger;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning.Policies;

/// <summary>Varies adopted hyperparameters: each one is drawn anew, or a number is multiplied and a choice moves to a neighbour.</summary>
internal static class Exploration
{
    /// <summary>So many times a variation is drawn until it keeps the constraints and differs from what was adopted.</summary>
    private const int Attempts = 64;

    /// <summary>The hyperparameters to go on with, and what changed in words.</summary>
    /// <param name="rules">The study's rules.</param>
    /// <param name="adopted">What the checkpoint was trained with.</param>
    /// <param name="trial">Who adopts.</param>
    /// <param name="rung">Where.</param>
    public static (ParameterSet Parameters, string Changes) Explore(StudyRules rules, ParameterSet adopted, int trial, int rung)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var seed = new SampleSeed(rules.Seed, trial, attempt);
            var varied = Vary(rules, adopted, seed, rung);
            if (!varied.Equals(adopted) && rules.Space.Contains(varied))
            {
                return (varied, Describe(adopted, varied));
            }
        }

        return (adopted, "the same hyperparameters");
    }

    private static ParameterSet Vary(StudyRules rules, ParameterSet adopted, SampleSeed seed, int rung)
    {
        var varied = ParameterSet.Empty;
        foreach (var parameter in rules.Space.Parameters.Where(parameter => parameter.When?.Holds(varied) ?? true))
        {
            var random = new CounterRandom(seed, string.Create(CultureInfo.InvariantCulture, $"pbt/{rung}/{parameter.Name}"));
            var hasValue = adopted.TryGetValue(parameter.Name, out var value);
            varied = varied.With(
                parameter.Name,
                hasValue && (parameter is FixedParameter || rules.FixedInTraining.Contains(parameter.Name)) ? value
                    : !hasValue || random.NextDouble() < rules.Pruning.ResampleProbability ? parameter.FromUnit(random.NextDouble())
                    : Perturb(parameter, value, rules.Pruning.Perturbation, ref random));
        }

        return varied;
    }

    private static ParameterValue Perturb(Parameter parameter, ParameterValue value, double perturbation, ref CounterRandom random)
    {
        var up = random.NextDouble() < 0.5;
        var factor = up ? 1 + perturbation : 1 - perturbation;
        switch (parameter)
        {
            case FloatParameter { Step: { } step } grid:
                return ParameterValue.Of(grid.Nearest(Moved(value.AsDouble(), factor, step, up)));
            case FloatParameter range:
                // Nothing times anything stays nothing: such a value is drawn anew.
                return value.AsDouble() == 0 ? range.FromUnit(random.NextDouble()) : ParameterValue.Of(range.Nearest(value.AsDouble() * factor));
            case IntegerParameter whole:
                return ParameterValue.Of(whole.Nearest(Moved(value.AsDouble(), factor, whole.Step, up)));
            case CategoricalParameter choices:
                return choices.ValueAt(Math.Clamp(choices.IndexOf(value) + (up ? 1 : -1), 0, choices.Choices.Length - 1));
            default:
                return value;
        }
    }

    /// <summary>On a grid a number moves by one step at least.</summary>
    private static double Moved(double value, double factor, double step, bool up) =>
        Math.Abs((value * factor) - value) >= step ? value * factor : value + (up ? step : -step);

    private static string Describe(ParameterSet adopted, ParameterSet varied) => string.Join(", ", varied
        .Where(entry => !adopted.TryGetValue(entry.Key, out var before) || !before.Equals(entry.Value))
        .Select(entry => adopted.TryGetValue(entry.Key, out var before) ? $"{entry.Key} {Short(entry.Value)} instead of {Short(before)}" : $"{entry.Key} {Short(entry.Value)}"));

    private static string Short(ParameterValue value) => value.IsNumber ? value.AsDouble().ToString("G4", CultureInfo.InvariantCulture) : value.ToString();
}
