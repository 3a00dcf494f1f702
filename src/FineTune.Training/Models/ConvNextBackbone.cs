using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Patches, stages, the mean over all places and a norm. Hidden states are [B, C, H, W].</summary>
internal sealed class ConvNextBackbone : ImageBackbone
{
    /// <summary>Of all norms but the last.</summary>
    private const double Epsilon = 1e-6;

    private readonly Convolution _patches;
    private readonly LayerNorm _patchNorm;
    private readonly Stage[] _stages;
    private readonly LayerNorm _norm;

    /// <summary>Takes the weights.</summary>
    public ConvNextBackbone(WeightBuilder weights, ModelConfig config, ConvNextShape shape)
    {
        weights.Depth = 0;
        _patches = Convolution.Patches(weights, "convnext.embeddings.patch_embeddings", shape.Channels, shape.HiddenSizes[0], shape.PatchSize);
        _patchNorm = LayerNorm.From(weights, "convnext.embeddings.layernorm", shape.HiddenSizes[0], Epsilon);
        _stages = new Stage[shape.Depths.Count];
        for (var i = 0; i < _stages.Length; i++)
        {
            weights.Depth = i + 1;
            _stages[i] = new Stage(weights, config, shape, i);
        }

        _norm = LayerNorm.From(weights, "convnext.layernorm", shape.HiddenSizes[^1], config.NormEpsilon);
    }

    /// <inheritdoc/>
    public override int Layers => _stages.Length;

    /// <inheritdoc/>
    protected override Tensor Embed(Tensor pixels, ForwardPass pass) => OfChannels(_patchNorm, _patches.Forward(pixels));

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, long rows, ForwardPass pass, bool isPooled) => _stages[index].Forward(hidden, pass);

    /// <inheritdoc/>
    protected override Tensor Pool(Tensor hidden, long rows, (long Height, long Width) size) => _norm.Forward(hidden.mean([2L, 3L]));

    /// <summary>A norm over the channels of each place.</summary>
    private static Tensor OfChannels(LayerNorm norm, Tensor images) => norm.Forward(images.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);

    /// <summary>Half of the image and more channels, except in the first stage; then layers.</summary>
    private sealed class Stage
    {
        private readonly LayerNorm? _narrowingNorm;
        private readonly Convolution? _narrowing;
        private readonly ConvNextLayer[] _layers;

        public Stage(WeightBuilder weights, ModelConfig config, ConvNextShape shape, int index)
        {
            var name = $"convnext.encoder.stages.{index}";
            if (index > 0)
            {
                _narrowingNorm = LayerNorm.From(weights, name + ".downsampling_layer.0", shape.HiddenSizes[index - 1], Epsilon);
                _narrowing = Convolution.Patches(weights, name + ".downsampling_layer.1", shape.HiddenSizes[index - 1], shape.HiddenSizes[index], 2);
            }

            var (before, all) = (shape.Depths.Take(index).Sum(), shape.Depths.Sum());
            _layers = new ConvNextLayer[shape.Depths[index]];
            for (var i = 0; i < _layers.Length; i++)
            {
                var dropPath = all > 1 ? shape.DropPath * (before + i) / (all - 1) : 0;
                _layers[i] = new ConvNextLayer(weights, config, $"{name}.layers.{i}", shape.HiddenSizes[index], shape.LayerScale > 0, dropPath);
            }
        }

        public Tensor Forward(Tensor input, ForwardPass pass)
        {
            var hidden = _narrowing is null ? input : _narrowing.Forward(OfChannels(_narrowingNorm!, input));
            return _layers.Aggregate(hidden, (h, layer) => layer.Forward(h, pass));
        }
    }
}
