using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Stem, stages and the mean over all places. Hidden states are [B, C, H, W].</summary>
internal sealed class ResNetBackbone : ImageBackbone
{
    private readonly ResNetConvolution _stem;
    private readonly bool _stemPools;
    private readonly ResNetBlock[][] _stages;

    /// <summary>Takes the weights.</summary>
    public ResNetBackbone(WeightBuilder weights, ModelConfig config, ResNetShape shape)
    {
        weights.Depth = 0;
        _stemPools = shape.StemPools;
        _stem = new ResNetConvolution(
            weights, "resnet.embedder.embedder", shape.Channels, shape.EmbeddingSize, shape.StemKernel, shape.StemStride, config.Activation);
        _stages = new ResNetBlock[shape.Depths.Count][];
        var channels = shape.EmbeddingSize;
        for (var stage = 0; stage < _stages.Length; stage++)
        {
            weights.Depth = stage + 1;
            _stages[stage] = new ResNetBlock[shape.Depths[stage]];
            for (var block = 0; block < shape.Depths[stage]; block++)
            {
                var stride = block == 0 && (stage > 0 || shape.DownsamplesFirstStage) ? 2 : 1;
                _stages[stage][block] = new ResNetBlock(
                    weights, $"resnet.encoder.stages.{stage}.layers.{block}", channels, shape.HiddenSizes[stage], stride, shape, config.Activation);
                channels = shape.HiddenSizes[stage];
            }
        }
    }

    /// <inheritdoc/>
    public override int Layers => _stages.Length;

    /// <inheritdoc/>
    protected override Tensor Embed(Tensor pixels, ForwardPass pass)
    {
        var stem = _stem.Forward(pixels, pass);
        return _stemPools ? nn.functional.max_pool2d(stem, 3, stride: 2, padding: 1) : stem;
    }

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, long rows, ForwardPass pass, bool isPooled) =>
        _stages[index].Aggregate(hidden, (input, block) => block.Forward(input, pass));

    /// <inheritdoc/>
    protected override Tensor Pool(Tensor hidden, long rows, (long Height, long Width) size) => hidden.mean([2L, 3L]);
}
