using System.Runtime.InteropServices;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>A trial in memory: model, optimizer and schedule. One call trains one update; everything else is bookkeeping outside.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly ITrainingTask _task;
    private readonly RandomKey _key;
    private readonly DropoutRates _rates;
    private readonly FreezingPlan _freezing;
    private readonly bool _recomputes;

    /// <summary>Prepares a classification over a model that it takes over.</summary>
    public TrainingRun(PretrainedModel model, PreparedSplit rows, Hyperparameters hyperparameters, ulong seed, DataOrder? order = null)
        : this(model, new ClassificationTask(rows, hyperparameters), hyperparameters, seed, order)
    {
    }

    /// <summary>Prepares a trial over a model that it takes over.</summary>
    public TrainingRun(PretrainedModel model, ITrainingTask task, Hyperparameters hyperparameters, ulong seed, DataOrder? order = null, int threads = 0)
    {
        Model = model;
        _task = task;
        var memory = model.Layout.Device.type == TorchSharp.DeviceType.CPU ? MicroBatch.BytesOfTrial(threads) : 0;
        RowsAtOnce = MicroBatch.Choose(model.Config, hyperparameters, Enumerable.Range(0, task.Count).Select(task.LengthOf).DefaultIfEmpty(1).Max(), memory);
        _recomputes = hyperparameters.GradientCheckpointing;
        _key = new RandomKey(seed);
        _rates = DropoutRates.Of(model.Config, hyperparameters);
        if (hyperparameters.Packing)
        {
            model.PackRows();
        }

        Order = order ?? (hyperparameters.GroupByLength
            ? DataOrder.ByLength(task.Count, hyperparameters.BatchSize, _key.Derive("order"), task.LengthOf)
            : new DataOrder(task.Count, hyperparameters.BatchSize, _key.Derive("order")));
        TotalSteps = Math.Max(1, Order.StepAt(hyperparameters.Epochs));
        Curve = LearningRateCurve.Of(hyperparameters, TotalSteps);
        _freezing = Freezing.Apply(model, hyperparameters, seed, Order.StepAt);
        _freezing.EnterAll();
        Updates = new WeightUpdates(model.Weights, hyperparameters, model.Config.Layers + 1, _freezing.FirstStep);
    }

    /// <summary>The model.</summary>
    public PretrainedModel Model { get; }

    /// <summary>Which rows each update sees.</summary>
    public DataOrder Order { get; }

    /// <summary>Updates of the whole training.</summary>
    public long TotalSteps { get; }

    /// <summary>The learning-rate schedule.</summary>
    public LearningRateCurve Curve { get; }

    /// <summary>The optimizer.</summary>
    public WeightUpdates Updates { get; }

    /// <summary>The rate's reduction where the objective stopped improving; moved by who evaluates.</summary>
    public PlateauReduction Plateau { get; set; } = new();

    /// <summary>Rows that pass through the model at once: what memory is estimated to hold, halved wherever it did not.</summary>
    public int RowsAtOnce { get; set; }

    /// <summary>The learning rate of an update as a share of the peak rate.</summary>
    public double RateFactor(long step) => Curve.Factor(step) * Plateau.Scale;

    /// <summary>Trains update number <paramref name="step"/>.</summary>
    /// <returns>The batch's mean loss, the gradient's norm before clipping (NaN where clipping is off) and what the loss was divided by.</returns>
    public (double Loss, double GradientNorm, double Weight) Train(long step)
    {
        _freezing.Enter(step);
        var rows = Order.Rows(step);
        var loss = BackwardWithinMemory(step, rows);
        return double.IsFinite(loss)
            ? (loss, Updates.Apply(RateFactor(step), Curve.Momentum(step), isFirst: step == 0), _task.WeightOf(rows))
            : (loss, double.NaN, _task.WeightOf(rows));
    }

    /// <summary>Trains update number <paramref name="step"/> with a rate that no schedule moves; returns the batch's mean loss.</summary>
    /// <param name="step">Decides rows and dropout.</param>
    /// <param name="factor">The rate as a share of the peak rate.</param>
    public double TrainAt(long step, double factor)
    {
        var loss = BackwardWithinMemory(step, Order.Rows(step));
        if (double.IsFinite(loss))
        {
            Updates.Apply(factor);
        }

        return loss;
    }

    /// <summary>Computes the gradient of an update without applying it; returns the batch's mean loss.</summary>
    public double Backward(long step, ReadOnlySpan<int> rows)
    {
        var weight = _task.WeightOf(rows);
        var size = Math.Min(RowsAtOnce, rows.Length);
        var total = 0.0;
        for (var first = 0; first < rows.Length; first += size)
        {
            using var scope = NewDisposeScope();
            var part = rows.Slice(first, Math.Min(size, rows.Length - first));
            var again = _recomputes ? new Recomputation() : null;
            var pass = ForwardPass.Training(
                _key.Derive("dropout").Derive((ulong)step),
                _rates,
                _freezing.FirstTrainable,
                _freezing.Frozen,
                again,
                _key.Derive("augmentation").Derive((ulong)(step / Order.StepsPerEpoch)),
                first);
            var loss = _task.Loss(Model, part, pass, weight);
            loss.backward();
            again?.Backward();
            total += loss.to_type(ScalarType.Float64).item<double>();
        }

        return total;
    }

    /// <summary>Halves the rows that pass at once for as long as memory does not suffice, and begins the update again: the batch stays what it is.</summary>
    private double BackwardWithinMemory(long step, ReadOnlySpan<int> rows)
    {
        using var statistics = new BufferSnapshot(Model.Buffers);
        while (true)
        {
            try
            {
                return Backward(step, rows);
            }
            catch (ExternalException e) when (IsOutOfMemory(e))
            {
                Updates.ForgetGradients();
                statistics.Restore();
                RowsAtOnce = Math.Min(RowsAtOnce, rows.Length) / 2;
                if (RowsAtOnce == 0)
                {
                    throw new InvalidInputException(
                        "study", "batchSize", "One row alone does not fit into memory.", "Use a smaller model, shorter texts, or a device with more memory.");
                }
            }
        }
    }

    /// <summary>Whether libtorch says that memory does not suffice.</summary>
    public static bool IsOutOfMemory(ExternalException exception) =>
        exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Dispose()
    {
        Updates.Dispose();
        Model.Dispose();
    }
}
