using FineTune.Training.Adapters;
using FineTune.Training.Images;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A model ready to be trained or asked: an encoder with the head of a task, and all its parameters by name.</summary>
internal sealed class PretrainedModel : IDisposable
{
    private readonly Backbone? _backbone;
    private readonly ImageBackbone? _images;
    private readonly Func<Tensor, ForwardPass, Tensor> _head;
    private readonly Func<Tensor, Tensor>? _pooler;

    private PretrainedModel(ModelFamily family, ModelConfig config, WeightBuilder weights, ModelTask task, int labels, bool newHead)
    {
        Family = family;
        Task = task;
        Config = config;
        Layout = weights.Layout;
        _images = (family as ImageFamily)?.CreateImageBackbone(weights, config);
        _backbone = _images is null ? family.CreateBackbone(weights, config) : null;
        weights.Depth = config.Layers + 1;
        weights.MayBeNew = true;
        _pooler = task == ModelTask.Pretraining ? family.CreatePooler(weights, config) : null;
        _head = family is ImageFamily images
            ? images.CreateImageHead(weights, config, labels, newHead)
            : CreateHead(family, config, weights, task, labels, newHead, Backbone.Words);
        Weights = weights.Weights;
        Buffers = weights.Buffers;
        Adaptables = weights.Adaptables;
        Report = weights.Report;
    }

    /// <summary>The architecture.</summary>
    public ModelFamily Family { get; }

    /// <summary>What the model was loaded for.</summary>
    public ModelTask Task { get; }

    /// <summary>Its configuration.</summary>
    public ModelConfig Config { get; }

    /// <summary>The encoder without the head.</summary>
    public Backbone Backbone => _backbone ?? throw new InvalidOperationException("This model reads images.");

    /// <summary>The network of a model that reads images.</summary>
    public ImageBackbone Images => _images ?? throw new InvalidOperationException("This model reads texts.");

    /// <summary>What a model that reads images wants of them.</summary>
    public ImagePreprocessing Preprocessing => OwnPreprocessing ?? throw new InvalidOperationException("This model was not loaded to read images.");

    private ImagePreprocessing? OwnPreprocessing { get; init; }

    /// <summary>All parameters, from the embeddings to the head.</summary>
    public IReadOnlyList<ModelWeight> Weights { get; private set; }

    /// <summary>What belongs to the model and is not learned by gradients: running statistics.</summary>
    public IReadOnlyList<ModelBuffer> Buffers { get; }

    /// <summary>The matrix products that can be given adapters, with their depths.</summary>
    public IReadOnlyList<(IAdaptable Target, int Depth)> Adaptables { get; }

    /// <summary>The adapters, where some are attached.</summary>
    public AdapterSet? Adapters { get; private set; }

    /// <summary>How the file fitted.</summary>
    public LoadReport Report { get; }

    /// <summary>How batches are laid out for it.</summary>
    public BatchLayout Layout { get; private set; }

    /// <summary>Lets short rows share a row of attention, each seeing only itself.</summary>
    /// <exception cref="InvalidInputException">The model looks in both directions.</exception>
    public void PackRows() => Layout = Family.IsCausal ? Layout with { Packs = true } : throw new InvalidInputException(
        "hyperparameters", "packing", $"{Config.ModelType} is no causal model.", "Leave packing out: batches of encoders have no padding but in attention.");

    /// <summary>Loads a model folder for a task.</summary>
    /// <param name="folder">The folder, as Hugging Face lays it out.</param>
    /// <param name="task">What for.</param>
    /// <param name="labels">Names of the classes; null takes those of config.json.</param>
    /// <param name="options">Seed of new weights, type and device.</param>
    /// <exception cref="InvalidInputException">The folder is no usable model; every problem is listed by tensor name.</exception>
    public static PretrainedModel Load(string folder, ModelTask task, IReadOnlyList<string>? labels, WeightOptions options)
    {
        var model = TryLoad(folder, task, labels, options);
        if (model.Report.IsUsable)
        {
            return model;
        }

        using (model)
        {
            throw new InvalidInputException([.. ModelFolder.Problems(folder, model.Report)]);
        }
    }

    /// <summary>Loads a model folder and leaves the judgement of <see cref="Report"/> to the caller.</summary>
    public static PretrainedModel TryLoad(string folder, ModelTask task, IReadOnlyList<string>? labels, WeightOptions options)
    {
        var (family, config) = ModelFolder.ReadConfig(folder);
        CheckTask(folder, family, task);
        using var files = WeightFiles.Open(folder);
        var weights = new WeightBuilder(files, family, config, options);
        var known = config.Labels.Count == 0 ? ["LABEL_0", "LABEL_1"] : config.Labels;
        var newHead = labels is not null && !labels.SequenceEqual(known, StringComparer.Ordinal);
        try
        {
            return new PretrainedModel(family, config, weights, task, (labels ?? known).Count, newHead)
            {
                OwnPreprocessing = family is ImageFamily ? ImagePreprocessing.Load(folder) : null,
            };
        }
        catch
        {
            weights.Discard();
            throw;
        }
    }

    /// <summary>A model with random weights.</summary>
    public static PretrainedModel Create(ModelFamily family, ModelConfig config, ModelTask task, WeightOptions options, ImagePreprocessing? preprocessing = null) =>
        new(family, config, new WeightBuilder(null, family, config, options), task, Math.Max(1, config.Labels.Count), newHead: true) { OwnPreprocessing = preprocessing };

    /// <summary>[B, C] logits of whole rows.</summary>
    public Tensor SequenceLogits(TokenBatch batch, ForwardPass pass) =>
        Wide(_head(Family.Pool(Backbone, batch, Enter(pass), Config), pass.At(Config.Layers + 1)));

    /// <summary>[B, C] logits of images [B, channels, height, width].</summary>
    public Tensor ImageLogits(Tensor pixels, ForwardPass pass) =>
        Wide(_head(Images.Features(pixels, Enter(pass)), pass.At(Config.Layers + 1)));

    /// <summary>[T, C] logits of every token.</summary>
    public Tensor TokenLogits(TokenBatch batch, ForwardPass pass) =>
        Wide(_head(Backbone.Encode(batch, Enter(pass)), pass.At(Config.Layers + 1)));

    /// <summary>[N, C] logits of the chosen tokens (indices into the batch's tokens).</summary>
    public Tensor TokenLogits(TokenBatch batch, Tensor chosen, ForwardPass pass) =>
        Wide(_head(Backbone.Encode(batch, Enter(pass)).index_select(0, chosen), pass.At(Config.Layers + 1)));

    /// <summary>The head alone, over any hidden states.</summary>
    public Tensor Head(Tensor hidden, ForwardPass pass) => _head(hidden, pass.At(Config.Layers + 1));

    /// <summary>First tokens' hidden states through the pooler, where the model was loaded with one.</summary>
    public Tensor Pooled(Tensor first) => _pooler is null ? first : _pooler(first);

    /// <summary>Takes adapters over: their parameters are the model's from now on.</summary>
    public void TakeAdapters(AdapterSet adapters, IReadOnlyList<ModelWeight> added)
    {
        Adapters = adapters;
        Weights = [.. Weights, .. added];
    }

    /// <summary>Puts the adapters' updates into the weights and takes the adapters off: a plain model, all of which can be trained.</summary>
    public void MergeAdapters()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var plain = PlainWeights();
        foreach (var (weight, value) in plain)
        {
            if (!ReferenceEquals(value, weight.Value))
            {
                weight.Own();
                weight.Value.copy_(value);
            }

            weight.FrozenRows = [];
            weight.Value.requires_grad = true;
        }

        foreach (var added in Weights.Except(plain.Select(p => p.Weight)))
        {
            added.Value.Dispose();
        }

        foreach (var (target, _) in Adaptables)
        {
            target.Detach();
        }

        Weights = [.. plain.Select(p => p.Weight)];
        Adapters = null;
    }

    /// <summary>The weights as the plain model has them: with the adapters' updates in them, without the adapters.</summary>
    public IReadOnlyList<(ModelWeight Weight, Tensor Value)> PlainWeights()
    {
        using var quiet = no_grad();
        var plain = new List<(ModelWeight, Tensor)>();
        foreach (var weight in Weights.Where(w => !w.Name.StartsWith(LoraAttachment.Prefix, StringComparison.Ordinal)))
        {
            var value = (Tensor)weight.Value;
            foreach (var adapter in Adapters?.Adapters.Where(a => weight.Parts.Any(p => p.Name == a.Name + ".weight")) ?? [])
            {
                value = ReferenceEquals(value, weight.Value) ? value.detach().clone() : value;
                var merged = adapter.Merged();
                (merged.shape.SequenceEqual(value.shape) ? value : value.narrow(0, adapter.First, adapter.Count)).copy_(merged);
            }

            plain.Add((weight, value));
        }

        return plain;
    }

    /// <summary>Frees all parameters.</summary>
    public void Dispose()
    {
        foreach (var weight in Weights)
        {
            weight.Release();
        }

        foreach (var buffer in Buffers)
        {
            buffer.Value.Dispose();
        }
    }

    /// <summary>Losses and metrics are taken in single precision at least.</summary>
    private static Tensor Wide(Tensor logits) => logits.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? logits.to_type(ScalarType.Float32) : logits;

    private ForwardPass Enter(ForwardPass pass)
    {
        if (Adapters is not null)
        {
            Adapters.Pass = pass;
        }

        return pass;
    }

    private static void CheckTask(string folder, ModelFamily family, ModelTask task)
    {
        if (family is ImageFamily != (task == ModelTask.ImageClassification))
        {
            var (reads, given) = family is ImageFamily ? ("images", "texts") : ("texts", "images");
            throw new InvalidInputException(
                Path.Combine(folder, "config.json"), "model_type", $"The architecture '{family.ModelTypes[0]}' reads {reads}, and the task is about {given}.",
                $"Use a model that reads {given}, or a dataset of {reads}.");
        }
    }

    private static Func<Tensor, ForwardPass, Tensor> CreateHead(
        ModelFamily family, ModelConfig config, WeightBuilder weights, ModelTask task, int labels, bool newHead, Parameter words)
    {
        switch (task)
        {
            case ModelTask.SequenceClassification:
                return family.CreateSequenceHead(weights, config, labels, newHead);
            case ModelTask.TokenClassification:
                return family.CreateTokenHead(weights, config, labels, newHead);
            default:
                var head = family.CreateMaskedLanguageHead(weights, config, words);
                return (hidden, _) => head(hidden);
        }
    }
}
