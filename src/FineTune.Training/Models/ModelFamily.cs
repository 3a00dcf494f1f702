using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>What an architecture is: its configuration's names, its encoder and its heads. One file each.</summary>
internal abstract class ModelFamily
{
    private static readonly ModelFamily[] All = [new BertFamily(), new ConvNextFamily(), new DebertaFamily(), new DistilBertFamily(), new ElectraFamily(), new Gemma3Family(), new Gpt2Family(), new LlamaFamily(), new ModernBertFamily(), new ResNetFamily(), new RobertaFamily(), new ViTFamily()];

    /// <summary>The model_type values that are supported.</summary>
    public static IReadOnlyList<string> Supported { get; } = [.. All.SelectMany(f => f.ModelTypes)];

    /// <summary>The model_type values of the families that can learn a task.</summary>
    public static IEnumerable<string> Supporting(Tasks.FineTuningTask task) => All.Where(task.Suits).SelectMany(f => f.ModelTypes);

    /// <summary>The model_type values of this family.</summary>
    public abstract IReadOnlyList<string> ModelTypes { get; }

    /// <summary>What the pretrained part's tensors begin with.</summary>
    public abstract string BasePrefix { get; }

    /// <summary>What the library's class names begin with: "Bert" for BertForSequenceClassification.</summary>
    public abstract string ClassName(ModelConfig config);

    /// <summary>Whether tokens with the padding id do not count as positions, and positions begin after it.</summary>
    public virtual bool PositionsFollowPadding => false;

    /// <summary>Whether a token sees only those before it.</summary>
    public virtual bool IsCausal => false;

    /// <summary>Whether the padding token's embedding gets no gradient as input (padding_idx).</summary>
    public virtual bool PaddingIsUntrained => true;

    /// <summary>The family of a model_type, or null.</summary>
    public static ModelFamily? Find(string modelType) => Array.Find(All, f => f.ModelTypes.Contains(modelType));

    /// <summary>Reads config.json.</summary>
    public abstract ModelConfig ReadConfig(ConfigReader reader, string modelType);

    /// <summary>The encoder; asks for its weights in the order of the forward pass.</summary>
    public abstract Backbone CreateBackbone(WeightBuilder weights, ModelConfig config);

    /// <summary>What a classifier of whole rows looks at, [B, D]: the first token's hidden state.</summary>
    public virtual Tensor Pool(Backbone encoder, TokenBatch batch, ForwardPass pass, ModelConfig config) => encoder.EncodeFirst(batch, pass);

    /// <summary>The head that turns the first token's hidden state [B, D] into logits [B, C]; the classifier itself is new where the labels are.</summary>
    public abstract Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead);

    /// <summary>The head that turns hidden states [N, D] into logits over the vocabulary [N, V]; its matrix is the word table.</summary>
    public abstract Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words);

    /// <summary>The family's pooler over first tokens, [B, D] to [B, D]; null where it has none.</summary>
    public virtual Func<Tensor, Tensor>? CreatePooler(WeightBuilder weights, ModelConfig config) => null;

    /// <summary>The head that turns hidden states [T, D] into logits [T, C]: dropout and one matrix, in all encoders.</summary>
    public virtual Func<Tensor, ForwardPass, Tensor> CreateTokenHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, "classifier", config.HiddenSize, labels);
        return (hidden, pass) => classifier.Forward(pass.Head(hidden));
    }
}
