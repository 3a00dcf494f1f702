using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Patches, positions, layers, a final norm. Hidden states are [B·S, D], the class token first in each row.</summary>
internal sealed class ViTBackbone : ImageBackbone
{
    private readonly Parameter _classToken;
    private readonly Parameter _positions;
    private readonly Convolution _patches;
    private readonly ViTLayer[] _layers;
    private readonly LayerNorm _norm;
    private readonly BatchLayout _layout;
    private readonly int _patchSize;
    private readonly int _grid;
    private readonly int _size;

    /// <summary>Takes the weights.</summary>
    public ViTBackbone(WeightBuilder weights, ModelConfig config)
    {
        _layout = weights.Layout;
        _size = config.HiddenSize;
        _patchSize = ConfigValue.Integer(config, "patch_size", 16);
        _grid = config.ImageSize / _patchSize;
        weights.Depth = 0;
        _classToken = weights.Add("vit.embeddings.cls_token", InitialWeight.Normal, 1, 1, _size);
        _positions = weights.Add("vit.embeddings.position_embeddings", InitialWeight.Normal, 1, config.Positions, _size);
        _patches = Convolution.Patches(
            weights, "vit.embeddings.patch_embeddings.projection", ConfigValue.Integer(config, "num_channels", 3), _size, _patchSize);
        _layers = new ViTLayer[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            _layers[i] = new ViTLayer(weights, config, i);
        }

        _norm = LayerNorm.From(weights, "vit.layernorm", _size, config.NormEpsilon);
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    protected override Tensor Embed(Tensor pixels, ForwardPass pass)
    {
        var rows = pixels.shape[0];
        var patches = _patches.Forward(pixels);
        var (height, width) = (patches.shape[2], patches.shape[3]);
        var tokens = cat([_classToken.expand(rows, 1, _size), patches.flatten(2).transpose(1, 2)], 1);
        return pass.Hidden(tokens + Positions(height, width)).reshape(-1, _size);
    }

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, long rows, ForwardPass pass, bool isPooled)
    {
        var batch = TokenBatch.Whole((int)rows, (int)(hidden.shape[0] / rows), _layout);
        return isPooled ? _layers[index].ForwardFirst(hidden, batch, pass) : _layers[index].Forward(hidden, batch, pass);
    }

    /// <inheritdoc/>
    protected override Tensor Pool(Tensor hidden, long rows, (long Height, long Width) size) =>
        _norm.Forward(hidden.shape[0] == rows ? hidden : hidden.view(rows, -1, _size).select(1, 0));

    /// <summary>[1, 1 + h·w, D]: the table, or the table of patches resized (bicubic) to images of another size.</summary>
    private Tensor Positions(long height, long width)
    {
        if (height == _grid && width == _grid)
        {
            return _positions;
        }

        var table = _positions.narrow(1, 1, _grid * _grid).reshape(1, _grid, _grid, _size).permute(0, 3, 1, 2);
        var resized = nn.functional.interpolate(table, [height, width], mode: InterpolationMode.Bicubic, align_corners: false);
        return cat([_positions.narrow(1, 0, 1), resized.permute(0, 2, 3, 1).reshape(1, height * width, _size)], 1);
    }
}
