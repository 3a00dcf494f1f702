using FineTune.Training.Models;
using FineTune.Training.Tasks;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>
/// Smith's learning-rate range test: a few updates while the rate rises exponentially, until the loss breaks away. Nothing of it is
/// kept: the model is loaded for it and thrown away.
/// </summary>
public static class LearningRateRangeTest
{
    /// <summary>The test ends where the smoothed loss is so many times the lowest; fastai's number.</summary>
    private const double BreakAway = 4;

    private const double Smoothing = 0.98;

    /// <summary>Runs the test on a dataset's training rows.</summary>
    /// <param name="request">Model, data, batch size, optimizer, freezing, seed and device; its learning rate and schedule do not count, nothing is written.</param>
    /// <param name="lowest">The first rate.</param>
    /// <param name="highest">The rate of the last update.</param>
    /// <param name="steps">Updates at most.</param>
    /// <param name="cancellationToken">Ends the test with what was seen so far.</param>
    /// <exception cref="InvalidInputException">The request cannot be trained, or the rates do not rise.</exception>
    public static RateSweep Run(SegmentRequest request, double lowest = 1e-7, double highest = 1, int steps = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!(lowest > 0 && highest > lowest && highest <= 10 && steps >= 10))
        {
            throw new InvalidInputException("study", "learningRate", $"{steps} updates from {lowest} to {highest} are no range test.", "Give at least 10 updates, and rates that rise up to 10 at most.");
        }

        HyperparameterChecks.ThrowIfAny(request);
        ComputeDevice.UseThreads(request.Threads);
        using var scope = NewDisposeScope();

        // The rates are the factors of a rate of 1.
        var hyperparameters = request.Hyperparameters with { LearningRate = 1, EmaDecay = 0, UnfreezeEveryEpochs = 0 };
        var task = FineTuningTask.Find(request.Dataset.Task);
        var options = new WeightOptions(request.Seed, ScalarType.Float32, ComputeDevice.Select(request.Device));
        var model = PretrainedModel.Load(request.ModelFolder, task.Model, task.HeadLabels(request.Dataset), options);
        HyperparameterChecks.ThrowIfTooLarge(request.Dataset, model.Config);
        using var run = new TrainingRun(model, task.Learn(request.Dataset, hyperparameters), hyperparameters, request.Seed);
        return new RateSweep(Sweep(run, lowest, highest, steps, cancellationToken));
    }

    private static List<RateSweepPoint> Sweep(TrainingRun run, double lowest, double highest, int steps, CancellationToken cancellationToken)
    {
        var points = new List<RateSweepPoint>();
        var mean = 0.0;
        for (var step = 0; step < steps && !cancellationToken.IsCancellationRequested; step++)
        {
            var rate = lowest * Math.Pow(highest / lowest, step / (steps - 1.0));
            var loss = run.TrainAt(step, rate);
            mean = (Smoothing * mean) + ((1 - Smoothing) * loss);
            var smoothed = mean / (1 - Math.Pow(Smoothing, step + 1));
            if (!double.IsFinite(loss) || (points.Count > 0 && smoothed > BreakAway * points.Min(p => p.SmoothedLoss)))
            {
                break;
            }

            points.Add(new RateSweepPoint(rate, loss, smoothed));
        }

        return points;
    }
}
