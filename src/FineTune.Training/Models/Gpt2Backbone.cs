using FineTune.Training.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>GPT-2 without its head.</summary>
internal sealed class Gpt2Backbone : Backbone
{
    private readonly Parameter _positions;
    private readonly Block[] _layers;
    private readonly LayerNorm _norm;

    /// <summary>Takes the weights.</summary>
    public Gpt2Backbone(WeightBuilder weights, ModelConfig config)
    {
        weights.Depth = 0;
        Words = weights.Add("transformer.wte.weight", InitialWeight.Normal, config.VocabularySize, config.HiddenSize);
        _positions = weights.Add("transformer.wpe.weight", InitialWeight.Normal, config.Positions, config.HiddenSize);
        _layers = new Block[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            _layers[i] = new Block(weights, config, i);
        }

        _norm = LayerNorm.From(weights, "transformer.ln_f", config.HiddenSize, config.NormEpsilon);
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    public override Parameter Words { get; }

    /// <inheritdoc/>
    protected override Tensor Embed(TokenBatch batch, ForwardPass pass) =>
        pass.Hidden(TokenEmbeddings.LookUp(Words, batch) + _positions.index_select(0, batch.Positions));

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly)
    {
        var output = _layers[index].Forward(hidden, batch, pass);
        output = index == Layers - 1 ? _norm.Forward(output) : output;
        return firstOnly ? output.index_select(0, batch.First) : output;
    }

    /// <summary>y = x W + b with W [in, out], as GPT-2's files hold it (Conv1D).</summary>
    private sealed class Projection : IAdaptable
    {
        private readonly List<LoraAdapter> _adapters = [];

        public Projection(WeightBuilder weights, string name, int inputs, int outputs)
        {
            Weight = weights.Add(name + ".weight", InitialWeight.Normal, inputs, outputs);
            Bias = weights.Add(name + ".bias", InitialWeight.Zeros, outputs);
            Modules = [(name, 0, outputs)];
            weights.Register(this);
        }

        public IReadOnlyList<(string Name, long First, long Count)> Modules { get; }

        public Parameter Weight { get; }

        public Parameter? Bias { get; }

        public bool IsTransposed => true;

        public void Attach(LoraAdapter adapter) => _adapters.Add(adapter);

        public void Detach() => _adapters.Clear();

        public Tensor Forward(Tensor input) => AdaptedOutput.Of(_adapters, input, addmm(Bias!, input, Weight, 1, 1), 0);
    }

    /// <summary>h += drop(W·attend(LN h)); h += drop(W₂·act(W₁·LN h)).</summary>
    private sealed class Block(WeightBuilder weights, ModelConfig config, int index)
    {
        private readonly string _activation = config.Activation;
        private readonly int _heads = config.Heads;
        private readonly int _size = config.HiddenSize;
        private readonly double _scale = (ConfigValue.Flag(config, "scale_attn_weights", true) ? 1 / Math.Sqrt(config.HiddenSize / config.Heads) : 1)
            / (ConfigValue.Flag(config, "scale_attn_by_inverse_layer_idx", false) ? index + 1 : 1);
        private readonly LayerNorm _attentionNorm = LayerNorm.From(weights, $"transformer.h.{index}.ln_1", config.HiddenSize, config.NormEpsilon);
        private readonly Projection _queryKeyValue = new(weights, $"transformer.h.{index}.attn.c_attn", config.HiddenSize, 3 * config.HiddenSize);
        private readonly Projection _attentionOutput = new(weights, $"transformer.h.{index}.attn.c_proj", config.HiddenSize, config.HiddenSize);
        private readonly LayerNorm _feedNorm = LayerNorm.From(weights, $"transformer.h.{index}.ln_2", config.HiddenSize, config.NormEpsilon);
        private readonly Projection _widen = new(weights, $"transformer.h.{index}.mlp.c_fc", config.HiddenSize, config.IntermediateSize);
        private readonly Projection _output = new(weights, $"transformer.h.{index}.mlp.c_proj", config.IntermediateSize, config.HiddenSize);

        public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
        {
            hidden += pass.Hidden(_attentionOutput.Forward(Attend(_attentionNorm.Forward(hidden), batch, pass)));
            return hidden + pass.Hidden(_output.Forward(Activation.Apply(_activation, _widen.Forward(_feedNorm.Forward(hidden)))));
        }

        private Tensor Attend(Tensor hidden, TokenBatch batch, ForwardPass pass)
        {
            var (rows, length, width) = (batch.AttentionRows, batch.Length, _size / _heads);
            var mixed = _queryKeyValue.Forward(hidden);
            mixed = batch.Slots is null ? mixed : mixed.index_select(0, batch.Slots);
            var parts = mixed.view(rows, length, 3, _heads, width).permute(2, 0, 3, 1, 4).contiguous().view(3, rows * _heads, length, width).unbind(0);
            var (key, value) = batch.Past?.Append(parts[1], parts[2]) ?? (parts[1], parts[2]);
            var scores = (parts[0] * _scale).bmm(key.transpose(1, 2)) + batch.CausalMask(null, _heads);
            var context = pass.Attention(scores.softmax(-1)).bmm(value).view(rows, _heads, length, width).transpose(1, 2).reshape(rows * length, _size);
            return batch.Back is null ? context : context.index_select(0, batch.Back);
        }
    }
}
