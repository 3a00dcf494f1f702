using FineTune.Training.Optimization.Rules;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>The running mean of the trained weights: the weights after the first update, then mean += (1 - d)(weight - mean).</summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly TrainedWeight[] _weights;
    private readonly Tensor[] _means;
    private readonly double _decay;

    /// <summary>Begins with the weights as they are.</summary>
    public WeightAverage(IEnumerable<TrainedWeight> weights, double decay)
    {
        _weights = [.. weights];
        _means = [.. _weights.Select(w => w.Master.detach().clone().DetachFromDisposeScope())];
        _decay = decay;
    }

    /// <summary>The means, as a checkpoint stores them.</summary>
    public IEnumerable<(TrainedWeight Weight, StateTensor State)> States => _weights.Zip(_means, (w, m) => (w, new StateTensor("ema.", m)));

    /// <summary>Takes the weights after an update in.</summary>
    /// <param name="isFirst">Whether it was the trial's first update, which the mean begins with.</param>
    public void Update(bool isFirst)
    {
        using var quiet = no_grad();
        foreach (var (weight, mean) in _weights.Zip(_means))
        {
            using var scope = NewDisposeScope();
            if (isFirst)
            {
                mean.copy_(weight.Master);
            }
            else
            {
                mean.add_(weight.Master.sub(mean), alpha: 1 - _decay);
            }
        }
    }

    /// <summary>Puts the means into the model until the result is disposed of.</summary>
    public IDisposable Use() => new Exchange(this);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_means, m => m.Dispose());

    private sealed class Exchange : IDisposable
    {
        private readonly WeightAverage _average;
        private readonly Tensor[] _own;

        public Exchange(WeightAverage average)
        {
            _average = average;
            _own = [.. average._weights.Select(w => w.Weight.Value.detach().clone().DetachFromDisposeScope())];
            Put(average._means);
        }

        public void Dispose()
        {
            Put(_own);
            Array.ForEach(_own, o => o.Dispose());
        }

        private void Put(Tensor[] values)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            foreach (var (weight, value) in _average._weights.Zip(values))
            {
                weight.Weight.Value.copy_(value);
            }
        }
    }
}
