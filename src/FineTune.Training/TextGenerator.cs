using FineTune.Training.Metrics;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>Continues texts with a causal language model, to look at what it has learned.</summary>
public sealed class TextGenerator : IDisposable
{
    private readonly PretrainedModel _model;
    private readonly Tokenizer _tokenizer;

    private TextGenerator(PretrainedModel model, Tokenizer tokenizer) => (_model, _tokenizer) = (model, tokenizer);

    /// <summary>Loads a decoder with its language-modelling head.</summary>
    /// <exception cref="InvalidInputException">The folder is no usable decoder.</exception>
    public static TextGenerator Load(string folder, string device = "cpu")
    {
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        var model = PretrainedModel.Load(folder, ModelTask.MaskedLanguage, null, options);
        if (model.Family is not DecoderFamily)
        {
            using (model)
            {
                throw new InvalidInputException(folder, null, $"A {model.Config.ModelType} model does not continue texts.", "Use a decoder such as Llama or GPT-2.");
            }
        }

        return new TextGenerator(model, Tokenizer.Load(folder));
    }

    /// <summary>Continues a text.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="newTokens">Most tokens to add.</param>
    /// <param name="temperature">0 always takes the likeliest token; larger draws more freely.</param>
    /// <param name="seed">Seed of the draws.</param>
    public string Continue(string prompt, int newTokens = 60, double temperature = 0, ulong seed = 0)
    {
        var ids = new List<int>();
        _tokenizer.EncodeIds(prompt, ids);
        return _tokenizer.Decode(Continue(ids, newTokens, temperature, seed));
    }

    /// <summary>Continues token ids; the end-of-text token ends the continuation and is part of it.</summary>
    public IReadOnlyList<int> Continue(IReadOnlyList<int> prompt, int newTokens, double temperature = 0, ulong seed = 0)
    {
        var ids = prompt.ToList();
        var key = new RandomKey(seed).Derive("generation");
        using var quiet = no_grad();
        while (ids.Count < prompt.Count + newTokens && ids.Count < _model.Config.MaxLength)
        {
            using var scope = NewDisposeScope();
            var batch = TokenBatch.Create([[.. ids]], null, _model.Layout);
            var logits = _model.TokenLogits(batch, tensor([(long)ids.Count - 1], device: _model.Layout.Device), ForwardPass.Evaluation);
            ids.Add(Choose(logits.to(ScalarType.Float32, CPU).data<float>().ToArray(), temperature, key.Uniform((ulong)ids.Count)));
            if (ids[^1] == _tokenizer.SpecialTokens.EndOfText)
            {
                break;
            }
        }

        return ids[prompt.Count..];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static int Choose(float[] logits, double temperature, double draw)
    {
        if (temperature <= 0)
        {
            return Array.IndexOf(logits, logits.Max());
        }

        var probabilities = Logits.Softmax(Array.ConvertAll(logits, l => (float)(l / temperature)));
        for (var i = 0; i < probabilities.Length; i++)
        {
            draw -= probabilities[i];
            if (draw < 0)
            {
                return i;
            }
        }

        return probabilities.Length - 1;
    }
}
