using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>The encoder of BERT, and of the families whose files name its parts alike: embeddings, then post-norm layers.</summary>
internal sealed class BertEncoder : Backbone
{
    private readonly TokenEmbeddings _embeddings;
    private readonly Linear? _projection;
    private readonly PostNormLayer[] _layers;

    /// <summary>Takes the weights under the family's prefix; a projection follows the embeddings where their width differs (ELECTRA).</summary>
    public BertEncoder(
        WeightBuilder weights, ModelConfig config, string prefix, Func<int, PostNormNames>? names = null, bool dropsAttentionOutput = true)
    {
        names ??= i => PostNormNames.Bert($"{prefix}encoder.layer.{i}");
        weights.Depth = 0;
        _embeddings = new TokenEmbeddings(weights, prefix + "embeddings", config);
        _projection = config.EmbeddingSize == config.HiddenSize
            ? null
            : Linear.From(weights, prefix + "embeddings_project", config.EmbeddingSize, config.HiddenSize);
        _layers = new PostNormLayer[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            _layers[i] = new PostNormLayer(weights, names(i), config, dropsAttentionOutput);
        }
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    public override Parameter Words => _embeddings.Words;

    /// <inheritdoc/>
    protected override Tensor Embed(TokenBatch batch, ForwardPass pass)
    {
        var embedded = _embeddings.Forward(batch, pass);
        return _projection is null ? embedded : _projection.Forward(embedded);
    }

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly) =>
        firstOnly ? _layers[index].ForwardFirst(hidden, batch, pass) : _layers[index].Forward(hidden, batch, pass);
}
