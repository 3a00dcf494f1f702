using FineTune.Training.Checkpoints;
using FineTune.Training.Optimization;
using FineTune.Training.Tasks;

namespace FineTune.Training;

/// <summary>Trains one segment of a trial: the loop around the updates, with evaluation, best weights, early stopping and checkpoints.</summary>
internal sealed class Segment
{
    /// <summary>The least change of a learning rate that is made on a plateau; torch's.</summary>
    private const double LeastRateChange = 1e-8;

    private readonly SegmentRequest _request;
    private readonly EarlyStopping? _stopping;
    private readonly TrainingRun _run;
    private readonly IProgress<EpochReport>? _listener;
    private readonly List<EpochReport> _reports = [];
    private readonly FineTuningTask _task;
    private readonly string _objective;
    private readonly long _target;
    private readonly double _targetEpoch;
    private TrainingProgress _start;
    private TrainingProgress _progress;

    public Segment(SegmentRequest request, TrainingRun run, IProgress<EpochReport>? listener)
    {
        _request = request;
        _run = run;
        _listener = listener;
        _task = FineTuningTask.Find(request.Dataset.Task);
        _objective = MetricNames.Canonical(request.Objective);
        _stopping = request.EarlyStopping ?? EarlyStopping.Of(request.Hyperparameters);
        _targetEpoch = Math.Min(request.ToEpoch, request.Hyperparameters.Epochs);
        _target = Math.Min(run.TotalSteps, run.Order.StepAt(request.ToEpoch));
        _start = _progress = new TrainingProgress
        {
            Seed = request.Seed,
            DatasetHash = request.Dataset.ContentHash,
            Labels = request.Dataset.Labels,
            Hyperparameters = request.Hyperparameters,
            TotalSteps = run.TotalSteps,
        };
    }

    /// <summary>Trains to the target, or to where it must end before; asks before each update whether to stop.</summary>
    public SegmentResult Run(Func<bool> preempt)
    {
        Directory.CreateDirectory(_request.OutputFolder);
        Resume();
        while (_progress.Step < _target)
        {
            if (preempt())
            {
                return End(SegmentStatus.Preempted, "The host asked to stop; the checkpoint continues at the same update.");
            }

            var step = _progress.Step;
            var (loss, norm, weight) = _run.Train(step);
            if (!double.IsFinite(loss) || double.IsInfinity(norm) || (double.IsNaN(norm) && _request.Hyperparameters.MaxGradientNorm > 0))
            {
                return Diverged(double.IsFinite(loss) ? $"The gradient was not finite at update {step}." : $"The loss was {(double.IsNaN(loss) ? "NaN" : "infinite")} at update {step}.");
            }

            _progress = _progress with
            {
                Step = step + 1,
                LossSum = _progress.LossSum + (loss * weight),
                LossRows = _progress.LossRows + weight,
            };
            if (EvaluationEpoch(step + 1) is { } epoch && Evaluate(epoch) is { } verdict)
            {
                return verdict.Status == SegmentStatus.Diverged ? Diverged(verdict.Reason) : End(verdict.Status, verdict.Reason);
            }
        }

        return End(SegmentStatus.Reached, null);
    }

    private void Resume()
    {
        if (_request.ParentCheckpointFolder is not { } parent)
        {
            return;
        }

        var saved = Checkpoint.ReadProgress(parent);
        if (saved.DatasetHash != _progress.DatasetHash || saved.Seed != _progress.Seed || saved.TotalSteps != _progress.TotalSteps)
        {
            throw new InvalidInputException(
                parent, "checkpoint.json", "The checkpoint belongs to another trial: data, seed or length differ.", "Continue a trial with what it was begun with.");
        }

        MidTrainingChanges.ThrowIfAny(parent, saved.Hyperparameters, _request.Hyperparameters);
        Checkpoint.ReadState(parent, _run.Updates, _run.Model, saved.Step);
        Checkpoint.CopyBest(parent, _request.OutputFolder);
        _start = _progress = saved with { Hyperparameters = _request.Hyperparameters };
        if (saved.RowsAtOnce > 0)
        {
            // What memory decided stays, so that the parts of an update, and its last bits, do not depend on the host; a smaller wish is granted.
            var wished = _request.Hyperparameters.MicroBatchSize;
            _run.RowsAtOnce = wished > 0 ? Math.Min(wished, saved.RowsAtOnce) : saved.RowsAtOnce;
        }

        _run.Plateau = saved.Plateau;
    }

    private double? EvaluationEpoch(long step)
    {
        if (step == _target)
        {
            return _targetEpoch;
        }

        var count = (long)Math.Floor(((double)step / _run.Order.StepsPerEpoch / _request.EvaluateEveryEpochs) + 1e-9);
        var epoch = count * _request.EvaluateEveryEpochs;
        return count > 0 && _run.Order.StepAt(epoch) == step ? epoch : null;
    }

    /// <summary>Measures the validation rows and keeps the weights where they are the best so far; how the segment ends, where it ends here.</summary>
    private (SegmentStatus Status, string Reason)? Evaluate(double epoch)
    {
        if (!_run.Updates.AreFinite)
        {
            // Weights that became NaN in the last update can still be right about a row: they are never the best.
            return (SegmentStatus.Diverged, $"A weight was not finite after update {_progress.Step - 1}.");
        }

        // What is measured is what is kept: the running mean of the weights, where there is one.
        using var averaged = _run.Updates.Average?.Use();
        var outcome = _task.Evaluate(_run.Model, _request.Dataset, _request.Dataset.Validation);
        var trainLoss = _progress.LossRows > 0 ? _progress.LossSum / _progress.LossRows : 0;
        var objective = outcome.Measure(_objective);
        var improved = IsBetter(objective, _progress.BestObjective, 0);
        if (improved)
        {
            Checkpoint.WriteBest(_request.OutputFolder, _run.Model);
        }

        var stopping = _stopping;
        var gained = IsBetter(objective, _progress.StoppingObjective, stopping?.MinDelta ?? 0);
        var counts = gained || epoch < (stopping?.WarmupEpochs ?? 0);
        _progress = _progress with
        {
            Epoch = epoch,
            LossSum = 0,
            LossRows = 0,
            BestEpoch = improved ? epoch : _progress.BestEpoch,
            BestObjective = improved ? objective : _progress.BestObjective,
            StoppingObjective = gained ? objective : _progress.StoppingObjective,
            EvaluationsWithoutGain = counts ? 0 : _progress.EvaluationsWithoutGain + 1,
        };
        var rate = _run.RateFactor(_progress.Step - 1);
        ReduceOnPlateau(objective);
        Report(epoch, objective, outcome, trainLoss, rate);
        return stopping is not null && _progress.EvaluationsWithoutGain > stopping.Patience
            ? (SegmentStatus.EarlyStopped, $"{_request.Objective} did not improve in {_progress.EvaluationsWithoutGain} evaluations.")
            : null;
    }

    private void ReduceOnPlateau(double objective)
    {
        var hyperparameters = _request.Hyperparameters;
        if (hyperparameters.Schedule == LearningRateSchedule.ReduceOnPlateau && _progress.Step >= _run.Curve.WarmupSteps)
        {
            _run.Plateau = _run.Plateau.After(objective, new PlateauOptions
            {
                Maximize = _request.MaximizeObjective,
                Factor = hyperparameters.PlateauFactor,
                Patience = hyperparameters.PlateauPatience,
                LowestScale = hyperparameters.MinLearningRateRatio,
                LeastChange = LeastRateChange / hyperparameters.LearningRate,
            });
            _progress = _progress with { Plateau = _run.Plateau };
        }
    }

    private void Report(double epoch, double objective, SplitOutcome outcome, double trainLoss, double rate)
    {
        var loss = outcome.Measure("loss");
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["train_loss"] = trainLoss,
            ["validation_loss"] = loss,
            ["generalization_gap"] = loss - trainLoss,
            ["learning_rate"] = _request.Hyperparameters.LearningRate * rate,
        };
        foreach (var name in _task.Reported.Append(_objective).Concat(_request.FurtherMetrics))
        {
            metrics["validation_" + name] = name == _objective ? objective : outcome.Measure(name);
        }

        var report = new EpochReport(epoch, _progress.Step, objective, metrics);
        _reports.Add(report);
        _listener?.Report(report);
    }

    private bool IsBetter(double candidate, double best, double margin)
    {
        if (double.IsNaN(candidate))
        {
            return false;
        }

        return double.IsNaN(best) || (_request.MaximizeObjective ? candidate > best + margin : candidate < best - margin);
    }

    /// <summary>Ends with the state that the segment began with: the last one that is known to be good. The best weights are kept as they are.</summary>
    private SegmentResult Diverged(string reason)
    {
        if (_request.ParentCheckpointFolder is { } parent)
        {
            Checkpoint.CopyState(parent, _request.OutputFolder);
        }

        var kept = _start with { Status = SegmentStatus.Diverged, BestEpoch = _progress.BestEpoch, BestObjective = _progress.BestObjective };
        Checkpoint.WriteProgress(_request.OutputFolder, kept);
        return Result(SegmentStatus.Diverged, reason);
    }

    private SegmentResult End(SegmentStatus status, string? reason)
    {
        var steps = _run.Order.StepsPerEpoch;
        _progress = _progress with
        {
            Status = status,
            RowsAtOnce = _run.RowsAtOnce,
            Epoch = status == SegmentStatus.Preempted ? (double)_progress.Step / steps : _progress.Epoch,
        };
        Checkpoint.WriteState(_request.OutputFolder, _run.Updates, _run.Model, _progress.Step);
        Checkpoint.WriteProgress(_request.OutputFolder, _progress);
        return Result(status, reason);
    }

    private SegmentResult Result(SegmentStatus status, string? reason) => new()
    {
        Status = status,
        Epoch = _progress.Epoch,
        Step = _progress.Step,
        BestEpoch = _progress.BestEpoch,
        BestObjective = _progress.BestObjective,
        Reports = _reports,
        Seconds = 0,
        Reason = reason,
    };
}
