using System.Diagnostics;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Pretraining;

/// <summary>A pre-training in memory: the updates, the time that is spent, and the files that let it go on.</summary>
internal sealed class PretrainingRun : IDisposable
{
    private const int SecondsBetweenReports = 15;
    private const int HeldOutRows = 256;

    private readonly PretrainRequest _request;
    private readonly PretrainedModel _model;
    private readonly TextRows _corpus;
    private readonly TokenMasking _masking;
    private readonly double[] _frequencies;
    private readonly RandomKey _key;
    private readonly DataOrder _order;
    private readonly WeightUpdates _updates;
    private readonly DropoutRates _rates;
    private readonly PretrainingFiles _files;
    private PretrainingState _state;

    public PretrainingRun(PretrainRequest request, PretrainedModel model, TextRows corpus, TokenMasking masking, double[] frequencies)
    {
        (_request, _model, _corpus, _masking, _frequencies) = (request, model, corpus, masking, frequencies);
        _key = new RandomKey(request.Seed).Derive("pretraining");
        _order = new DataOrder(corpus.TrainingCount, request.BatchSize, _key.Derive("order"));
        _rates = new DropoutRates(request.Dropout, request.Dropout, 0);
        var hyperparameters = new Hyperparameters { LearningRate = request.LearningRate, WeightDecay = request.WeightDecay };
        _updates = new WeightUpdates(model.Weights, hyperparameters, model.Config.Layers + 1);
        _files = new PretrainingFiles(request, model);
        _state = _files.Resume(_updates) ?? new PretrainingState(0, 0, 0, request);
    }

    /// <summary>Trains to the end or until asked to stop.</summary>
    public PretrainReport Train(IProgress<PretrainReport>? progress, Func<bool> stop)
    {
        var clock = Stopwatch.StartNew();
        var (since, saved, lossSum, steps, tokens) = (0.0, 0.0, 0.0, 0, 0L);
        var secondsBefore = _state.Seconds;
        PretrainReport report = new(_state.Step, Share(), _state.Tokens, double.NaN, null, 0, 0, 0);
        while (Share() < 1 && !stop())
        {
            var factor = Factor();
            var (loss, count) = Step(factor);
            (lossSum, steps, tokens) = (lossSum + loss, steps + 1, tokens + count);
            var now = clock.Elapsed.TotalSeconds;
            _state = _state with { Step = _state.Step + 1, Tokens = _state.Tokens + count, Seconds = secondsBefore + now };
            var saves = now - saved >= 60 * _request.CheckpointMinutes || Share() >= 1;
            if (now - since < SecondsBetweenReports && !saves)
            {
                continue;
            }

            var left = (1 - Share()) * _state.Seconds / Math.Max(1e-9, Share());
            report = new PretrainReport(
                _state.Step, Share(), _state.Tokens, lossSum / steps, saves ? HeldOutLoss() : null, _request.LearningRate * factor, tokens / (now - since), left);
            (since, lossSum, steps, tokens) = (now, 0, 0, 0);
            _files.Log(report);
            progress?.Report(report);
            if (saves)
            {
                saved = now;
                _files.Save(_state, _updates);
            }
        }

        _files.Save(_state, _updates);
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _updates.Dispose();
        _model.Dispose();
    }

    private double Share() => Math.Min(1, _request.Steps > 0 ? _state.Step / (double)_request.Steps : _state.Seconds / 60 / _request.Minutes);

    /// <summary>Linear warmup, then a straight fall to zero at the end of the time.</summary>
    private double Factor()
    {
        var share = Share();
        return share < _request.WarmupRatio ? share / _request.WarmupRatio : (1 - share) / (1 - _request.WarmupRatio);
    }

    private (double Loss, long Tokens) Step(double factor)
    {
        using var scope = NewDisposeScope();
        var numbers = _order.Rows(_state.Step);
        var rows = new List<int[]>(numbers.Length);
        foreach (var number in numbers)
        {
            rows.Add(_corpus.Training(number));
        }

        var key = _key.Derive((ulong)_state.Step);
        var pass = ForwardPass.Training(key.Derive("dropout"), _rates, 0, new HashSet<int>());
        var (masked, wholeText) = Losses(rows, key.Derive("mask"), pass);
        (masked + (wholeText * _request.WholeTextWeight)).backward();
        _updates.Apply(factor, isFirst: _state.Step == 0);
        var value = masked.to_type(ScalarType.Float64).item<double>();
        return double.IsFinite(value) ? (value, rows.Sum(r => (long)r.Length)) : throw new InvalidOperationException(
            $"The loss was {value} at update {_state.Step}: use a smaller learning rate.");
    }

    private double HeldOutLoss()
    {
        using var quiet = no_grad();
        var (sum, count) = (0.0, 0);
        foreach (var chunk in _corpus.HeldOut.Take(HeldOutRows).Chunk(32))
        {
            using var scope = NewDisposeScope();
            var (loss, _) = Losses([.. chunk.Select(_corpus.Row)], _key.Derive("held-out").Derive((ulong)chunk[0]), ForwardPass.Evaluation);
            (sum, count) = (sum + (loss.to_type(ScalarType.Float64).item<double>() * chunk.Length), count + chunk.Length);
        }

        return sum / count;
    }

    /// <summary>The mean loss over the masked tokens, and that of naming each row's words from its [CLS] alone.</summary>
    private (Tensor Masked, Tensor WholeText) Losses(List<int[]> rows, RandomKey key, ForwardPass pass)
    {
        var named = WordsToName.Of(rows, _frequencies, _masking.Special);
        var (places, targets) = _masking.Apply(rows, key);
        var batch = TokenBatch.Create(rows, null, _model.Layout);
        var device = _model.Layout.Device;
        var hidden = _model.Backbone.Encode(batch, pass);
        var masked = _model.Head(hidden.index_select(0, tensor(places, device: device)), pass);
        var likely = _model.Head(_model.Pooled(hidden.index_select(0, batch.First)), pass).log_softmax(-1).view(-1);
        var wholeText = (likely.index_select(0, tensor(named.Cells, device: device)) * tensor(named.Weights, device: device)).sum().neg();
        return (nn.functional.cross_entropy(masked, tensor(targets, device: device)), wholeText);
    }
}
