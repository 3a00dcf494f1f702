using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Pruners;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Pruners;

/// <summary>Where learning curves are predicted to end, and promotion by it.</summary>
public sealed class CurveForecastTests
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void Power_laws_are_continued_to_their_end(double power)
    {
        var trials = Enumerable.Range(0, 12).Select(i => Curve(i, 8, epoch => (0.1 * i) + ((0.5 + (0.02 * (i % 3))) * Math.Pow(epoch, -power)))).ToList();
        var forecast = CurveForecast.Of(trials, Direction.Minimize, 27);
        foreach (var trial in trials)
        {
            var (loss, deviation) = forecast.Predict(trial, Direction.Minimize, 27)!.Value;
            Assert.Equal((0.1 * trial.Number) + ((0.5 + (0.02 * (trial.Number % 3))) * Math.Pow(27, -power)), loss, 2e-3);
            Assert.InRange(deviation, 0, 0.05);
        }
    }

    [Fact]
    public void A_steeper_curve_overtakes_and_curves_of_one_point_keep_their_order()
    {
        List<TrialState> trials = [Curve(0, 9, epoch => 0.5 - (0.001 * epoch)), Curve(1, 9, epoch => 0.3 + (0.6 / epoch)), Curve(2, 9, epoch => 0.4 + (0.2 / epoch)), Curve(3, 1, _ => 0.8), Curve(4, 1, _ => 0.9)];
        var forecast = CurveForecast.Of(trials, Direction.Minimize, 27);
        double Predicted(int trial, double at) => forecast.Predict(trials[trial], Direction.Minimize, at)!.Value.Loss;
        Assert.True(Predicted(1, 3) < Predicted(0, 3), "At three epochs the flat curve is as low, and the steep one ends lower.");
        Assert.True(Predicted(3, 1) < Predicted(4, 1));
    }

    [Fact]
    public void Uncertainty_falls_with_points_and_nothing_finite_predicts_nothing()
    {
        var random = new CounterRandom(new SampleSeed(3, 0), "noise");
        double Noise() => (random.NextDouble() - 0.5) * 0.02;
        var trials = Enumerable.Range(0, 10).Select(i => Curve(i, 9, epoch => (0.05 * i) + ((0.3 + (0.05 * i)) / epoch) + Noise())).Append(Curve(10, 3, _ => double.NaN)).ToList();
        var forecast = CurveForecast.Of(trials, Direction.Minimize, 27);
        Assert.True(forecast.Predict(trials[4], Direction.Minimize, 9)!.Value.Deviation < forecast.Predict(trials[4], Direction.Minimize, 1)!.Value.Deviation);
        Assert.Null(forecast.Predict(trials[10], Direction.Minimize, 9));
        Assert.True(double.IsFinite(CurveForecast.Of([], Direction.Minimize, 27).Predict(trials[0], Direction.Minimize, 1)!.Value.Loss));
    }

    [Fact]
    public void Asha_promotes_by_the_prediction_and_says_so_and_others_refuse()
    {
        var rules = StudyRulesBuilder.Rules(18) with { Pruning = new PruningRules { PredictCurves = true } };
        Assert.Empty(rules.Validate());
        Assert.Equal("/pruning/predictCurves", Assert.Single((rules with { Pruner = "hyperband" }).Validate()).Pointer);
        var state = StudyState.Empty;
        while (state.Finished is null)
        {
            state = state.Apply(new PlanMade(state.NextSequence, Planner.Next(rules, state)));
            if (state.Trials.FirstOrDefault(trial => trial.Status == TrialStatus.Running) is { } trial)
            {
                for (var epoch = trial.Curve.Length + 1; epoch <= trial.TargetEpoch; epoch++)
                {
                    state = state.Apply(new EpochReported(trial.Number, trial.Rung, 0, epoch, epoch, StudyRulesBuilder.Accuracy(trial.Parameters, epoch), ImmutableSortedDictionary<string, double>.Empty));
                }

                state = state.Apply(new SegmentFinished(trial.Number, trial.Rung, 0, SegmentOutcome.Reached, trial.TargetEpoch, StudyRulesBuilder.Accuracy(trial.Parameters, trial.TargetEpoch), trial.TargetEpoch, "c", 1, false, "reached"));
            }
        }

        Assert.All(state.Trials, trial => Assert.True(trial.IsOver));
        Assert.Contains(state.Trials, trial => trial.Reason.Contains("predicted to end at", StringComparison.Ordinal));
    }

    private static TrialState Curve(int number, int epochs, Func<double, double> loss) => new()
    {
        Number = number,
        Parameters = StudyRulesBuilder.Baseline,
        Curve = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochReported(number, 0, 0, epoch, epoch, loss(epoch), ImmutableSortedDictionary<string, double>.Empty))],
    };
}
