using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>BERT (Devlin, Chang, Lee and Toutanova 2019): post-norm layers, learned positions, two token types, a pooler over [CLS].</summary>
internal sealed class BertFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["bert"];

    /// <inheritdoc/>
    public override string BasePrefix => "bert.";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "Bert";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType) => BertConfig.Read(reader, modelType);

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new BertEncoder(weights, config, BasePrefix);

    /// <summary>tanh(W·h[CLS]).</summary>
    public override Func<Tensor, Tensor> CreatePooler(WeightBuilder weights, ModelConfig config)
    {
        var dense = Linear.From(weights, "bert.pooler.dense", config.HiddenSize, config.HiddenSize);
        return first => dense.Forward(first).tanh();
    }

    /// <summary>Pooler, dropout, classifier.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var pooler = CreatePooler(weights, config);
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, "classifier", config.HiddenSize, labels);
        return (first, pass) => classifier.Forward(pass.Head(pooler(first)));
    }

    /// <summary>Dense, activation, norm, then the word table as the matrix, with a bias of its own.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var dense = Linear.From(weights, "cls.predictions.transform.dense", config.HiddenSize, config.HiddenSize);
        var norm = LayerNorm.From(weights, "cls.predictions.transform.LayerNorm", config.HiddenSize, config.NormEpsilon);
        weights.Alias("cls.predictions.decoder.weight", "cls.predictions.decoder.bias");
        var bias = weights.Add("cls.predictions.bias", InitialWeight.Zeros, config.VocabularySize);
        return hidden => nn.functional.linear(norm.Forward(Activation.Apply(config.Activation, dense.Forward(hidden))), words, bias);
    }
}
