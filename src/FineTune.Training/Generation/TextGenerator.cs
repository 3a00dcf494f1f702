using System.Text.Json;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tokenizers;
using FineTune.Training.Tokenizers.Chat;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Generation;

/// <summary>Continues texts with a causal language model, to look at what it has learned.</summary>
public sealed class TextGenerator : IDisposable
{
    private readonly PretrainedModel _model;
    private readonly Tokenizer _tokenizer;
    private readonly ChatTemplate? _chat;
    private readonly HashSet<int> _ends;
    private readonly int[] _beginning;

    private TextGenerator(PretrainedModel model, string folder)
    {
        (_model, _tokenizer, _chat) = (model, Tokenizer.Load(folder), ChatTemplate.Load(folder));
        _beginning = TextFrame.Of(_tokenizer).Before;
        _ends = [.. Ends(model.Config.Json), .. _tokenizer.SpecialTokens.EndOfText is { } end ? [end] : Array.Empty<int>()];
    }

    /// <summary>Whether the model has a chat template.</summary>
    public bool CanChat => _chat is not null;

    /// <summary>Loads a decoder with its language-modelling head.</summary>
    /// <exception cref="InvalidInputException">The folder is no usable decoder.</exception>
    public static TextGenerator Load(string folder, string device = "cpu")
    {
        if (ModelFolder.ReadConfig(folder) is not { Family: DecoderFamily })
        {
            throw new InvalidInputException(
                folder, null, $"A {ModelFolder.ReadConfig(folder).Config.ModelType} model does not continue texts.", "Use a decoder such as Llama or GPT-2.");
        }

        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        return new TextGenerator(PretrainedModel.Load(folder, ModelTask.MaskedLanguage, null, options), folder);
    }

    /// <summary>Continues a text; the continuation alone is returned.</summary>
    /// <exception cref="InvalidInputException">An option cannot be used, or the text is longer than the model reads.</exception>
    public string Continue(string prompt, GenerationOptions? options = null)
    {
        var ids = new List<int>(_beginning);
        _tokenizer.EncodeIds(prompt, ids, addSpecialTokens: false);
        return _tokenizer.Decode(Continue(ids, options));
    }

    /// <summary>Follows an instruction, written as the instructions of fine-tuning data are.</summary>
    public string Follow(string instruction, string? input, GenerationOptions? options = null) => Continue(Instructions.Prompt(instruction, input), options);

    /// <summary>Answers the last message of a chat, written by the model's template.</summary>
    /// <exception cref="InvalidInputException">The model has no template, or the template refuses the messages.</exception>
    public string Answer(IReadOnlyList<ChatMessage> messages, GenerationOptions? options = null)
    {
        if (_chat is null)
        {
            throw new InvalidInputException("model", "chat_template", "The model has no chat template.", "Give it a plain prompt.");
        }

        try
        {
            var ids = new List<int>();
            _tokenizer.EncodeIds(_chat.Render(messages, addGenerationPrompt: true).Text, ids, addSpecialTokens: false);
            return _tokenizer.Decode(Continue(ids, options));
        }
        catch (ChatTemplateException e)
        {
            throw new InvalidInputException("model", "chat_template", e.Message, "Give the messages the roles and the order that the model was trained with.");
        }
    }

    /// <summary>Continues token ids; the end-of-text token ends the continuation and is part of it.</summary>
    public IReadOnlyList<int> Continue(IReadOnlyList<int> prompt, GenerationOptions? options = null)
    {
        options ??= new GenerationOptions();
        options.ThrowIfAny();
        if (prompt.Count == 0 || prompt.Count >= _model.Config.MaxLength)
        {
            throw new InvalidInputException("generation", "prompt", $"The prompt has {prompt.Count} tokens and the model reads {_model.Config.MaxLength}.", "Give a prompt that is shorter, and not empty.");
        }

        var (ids, seen) = (prompt.ToList(), prompt.ToHashSet());
        var key = new RandomKey(options.Seed).Derive("generation");
        using var quiet = no_grad();
        using var cache = new KeyValueCache();
        while (ids.Count < prompt.Count + options.MaxNewTokens && ids.Count < _model.Config.MaxLength)
        {
            var next = TokenChoice.Of(Step(cache, ids), seen, options, key.Uniform((ulong)ids.Count));
            ids.Add(next);
            seen.Add(next);
            if (_ends.Contains(next))
            {
                break;
            }
        }

        return ids[prompt.Count..];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>Reads what the cache does not hold yet; the logits behind it.</summary>
    private float[] Step(KeyValueCache cache, List<int> ids)
    {
        using var scope = NewDisposeScope();
        int[] unread = [.. ids[cache.Length..]];
        var batch = TokenBatch.Create([unread], null, _model.Layout, cache);
        var logits = _model.TokenLogits(batch, tensor([(long)unread.Length - 1], device: _model.Layout.Device), ForwardPass.Evaluation);
        cache.Advance(unread.Length);
        return logits.to(ScalarType.Float32, CPU).data<float>().ToArray();
    }

    /// <summary>The end tokens that config.json names: one or a list.</summary>
    private static IEnumerable<int> Ends(JsonElement config) => !config.TryGetProperty("eos_token_id", out var end) ? [] : end.ValueKind switch
    {
        JsonValueKind.Number => [end.GetInt32()],
        JsonValueKind.Array => [.. end.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Number).Select(e => e.GetInt32())],
        _ => [],
    };
}
