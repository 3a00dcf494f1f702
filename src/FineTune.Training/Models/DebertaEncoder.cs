using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>The encoder of DeBERTa v2 and v3: embeddings, a table of distances that all layers share, post-norm layers, and in some files a convolution beside the first layer.</summary>
internal sealed class DebertaEncoder : Backbone
{
    private const string Prefix = "deberta.";

    private readonly Parameter? _positions;
    private readonly Parameter? _types;
    private readonly Linear? _projection;
    private readonly LayerNorm _norm;
    private readonly RelativeDistances _relative;
    private readonly Parameter? _distances;
    private readonly LayerNorm? _distanceNorm;
    private readonly PostNormLayer[] _layers;
    private readonly DebertaConvolution? _convolution;

    /// <summary>Takes the weights.</summary>
    public DebertaEncoder(WeightBuilder weights, ModelConfig config)
    {
        weights.Depth = 0;
        var (size, embedding) = (config.HiddenSize, config.EmbeddingSize);
        Words = weights.Add(Prefix + "embeddings.word_embeddings.weight", InitialWeight.NormalWithPadding, config.VocabularySize, embedding);
        _positions = ConfigValue.Flag(config, "position_biased_input", true)
            ? weights.Add(Prefix + "embeddings.position_embeddings.weight", InitialWeight.Normal, config.Positions, embedding)
            : null;
        _types = config.TokenTypes > 0
            ? weights.Add(Prefix + "embeddings.token_type_embeddings.weight", InitialWeight.Normal, config.TokenTypes, embedding)
            : null;
        _projection = embedding == size ? null : Linear.From(weights, Prefix + "embeddings.embed_proj", embedding, size, bias: false);
        _norm = LayerNorm.From(weights, Prefix + "embeddings.LayerNorm", size, config.NormEpsilon);
        _relative = RelativeDistances.Of(config);
        if (ConfigValue.Flag(config, "relative_attention", false))
        {
            _distances = weights.Add(Prefix + "encoder.rel_embeddings.weight", InitialWeight.Normal, 2 * _relative.Span, size);
            _distanceNorm = (ConfigValue.Text(config, "norm_rel_ebd") ?? "none").Contains("layer_norm", StringComparison.Ordinal)
                ? LayerNorm.From(weights, Prefix + "encoder.LayerNorm", size, config.NormEpsilon)
                : null;
        }

        _layers = new PostNormLayer[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            var layer = $"{Prefix}encoder.layer.{i}";
            var attention = new DisentangledAttention(weights, layer, config, _relative);
            _layers[i] = new PostNormLayer(weights, PostNormNames.Bert(layer), config, attention: attention);
            _convolution = i == 0 && ConfigValue.Number(config, "conv_kernel_size", 0) > 0 ? new DebertaConvolution(weights, config) : _convolution;
        }
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    public override Parameter Words { get; }

    /// <inheritdoc/>
    protected override Tensor Embed(TokenBatch batch, ForwardPass pass)
    {
        var sum = TokenEmbeddings.LookUp(Words, batch);
        sum = _positions is null ? sum : sum + _positions.index_select(0, batch.Positions);
        sum = _types is null ? sum : sum + _types.index_select(0, batch.Types);
        batch.Shared = Distances(batch.Length);
        return pass.Hidden(_norm.Forward(_projection is null ? sum : _projection.Forward(sum)));
    }

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly)
    {
        if (index > 0 || _convolution is null)
        {
            return firstOnly ? _layers[index].ForwardFirst(hidden, batch, pass) : _layers[index].Forward(hidden, batch, pass);
        }

        var output = _convolution.Forward(hidden, _layers[0].Forward(hidden, batch, pass), batch, pass);
        return firstOnly ? output.index_select(0, batch.First) : output;
    }

    /// <summary>[R, D] the normalised rows of the table that a batch of this length asks for.</summary>
    private Tensor? Distances(int length)
    {
        var (first, count) = _relative.Used(length);
        var used = _distances?.narrow(0, first, count);
        return used is null || _distanceNorm is null ? used : _distanceNorm.Forward(used);
    }
}
