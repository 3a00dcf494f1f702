using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>An architecture that reads images. It has no words, so it has none of the heads over words.</summary>
internal abstract class ImageFamily : ModelFamily
{
    /// <summary>The name of the classifier's matrix and bias.</summary>
    public abstract string ClassifierName { get; }

    /// <summary>The network; asks for its weights in the order of the forward pass.</summary>
    public abstract ImageBackbone CreateImageBackbone(WeightBuilder weights, ModelConfig config);

    /// <summary>The head that turns features [B, D] into logits [B, C]: dropout and one matrix.</summary>
    public Func<Tensor, ForwardPass, Tensor> CreateImageHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, ClassifierName, config.HiddenSize, labels);
        return (features, pass) => classifier.Forward(pass.Head(features));
    }

    /// <inheritdoc/>
    public sealed override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => throw ReadsNoText();

    /// <inheritdoc/>
    public sealed override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead) =>
        throw ReadsNoText();

    /// <inheritdoc/>
    public sealed override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words) => throw ReadsNoText();

    private NotSupportedException ReadsNoText() => new($"{GetType().Name} reads images.");
}
