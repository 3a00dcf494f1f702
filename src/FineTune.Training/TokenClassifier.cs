using System.Text.Json;
using System.Text.RegularExpressions;
using FineTune.Training.Metrics;
using FineTune.Training.Models;
using FineTune.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>A fine-tuned tagger of words from a model folder, ready to answer. Calls may come from any thread, one after the other.</summary>
/// <remarks>
/// Texts are cut into words as the data of such tasks are: letters and digits with what joins them, and every other mark by itself. A word
/// has the tag of its first token, as in training.
/// </remarks>
public sealed partial class TokenClassifier : IDisposable
{
    private const string ClassEnding = "ForTokenClassification";

    private readonly Lock _gate = new();
    private readonly PretrainedModel _model;
    private readonly Tokenizer _tokenizer;
    private readonly bool _hasEntities;

    private TokenClassifier(PretrainedModel model, Tokenizer tokenizer)
    {
        (_model, _tokenizer) = (model, tokenizer.WithTruncation(null).WithPadding(null));
        _hasEntities = Labels.All(label => EntityTag().IsMatch(label));
    }

    /// <summary>The tags that there are.</summary>
    public IReadOnlyList<string> Labels => _model.Config.Labels;

    /// <summary>Whether a model folder says that it tags words.</summary>
    /// <exception cref="InvalidInputException">The folder has no usable config.json.</exception>
    public static bool Reads(string folder) =>
        ModelFolder.ReadConfig(folder).Config.Json.TryGetProperty("architectures", out var classes) && classes.ValueKind == JsonValueKind.Array
        && classes.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.GetString()!.EndsWith(ClassEnding, StringComparison.Ordinal));

    /// <summary>Loads a model folder with a trained tagging head.</summary>
    /// <exception cref="InvalidInputException">The folder is no usable tagger.</exception>
    public static TokenClassifier Load(string folder, string device = "cpu")
    {
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        var model = PretrainedModel.Load(folder, ModelTask.TokenClassification, null, options);
        if (model.Report.New.Count > 0 || model.Config.Labels.Count == 0)
        {
            using (model)
            {
                throw new InvalidInputException(
                    folder, null, "The model has no trained tagging head.", "Fine-tune it first, or name the best/ folder of a study.");
            }
        }

        return new TokenClassifier(model, Tokenizer.Load(folder));
    }

    /// <summary>What is found in each text, in its order: entities where the tags are of entities (B-PER, I-PER, O), else every word with its tag.</summary>
    public IReadOnlyList<IReadOnlyList<TaggedSpan>> Predict(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Select(text => Spans(text, Tag(text)))];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private List<(Match Word, string Tag, double Probability)> Tag(string text)
    {
        var parts = new List<(Match[] Words, TokenEncoding Tokens)>();
        AddParts([.. (IEnumerable<Match>)Word().Matches(text)], parts);
        float[][][] logits;
        lock (_gate)
        {
            logits = parts.Count == 0 ? [] : Predictor.TokenLogits(_model, [.. parts.Select(part => part.Tokens.Ids)]);
        }

        var result = new List<(Match, string, double)>();
        for (var part = 0; part < parts.Count; part++)
        {
            var last = -1;
            for (var i = 0; i < parts[part].Tokens.Count; i++)
            {
                var word = parts[part].Tokens.Tokens[i].WordId;
                if (word < 0 || word == last)
                {
                    continue;
                }

                last = word;
                var probabilities = Logits.Softmax(logits[part][i]);
                var best = Array.IndexOf(probabilities, probabilities.Max());
                result.Add((parts[part].Words[word], Labels[best], probabilities[best]));
            }
        }

        return result;
    }

    /// <summary>Divides words until each part fits into the model, so that no word of a long text is lost.</summary>
    private void AddParts(Match[] words, List<(Match[] Words, TokenEncoding Tokens)> parts)
    {
        if (words.Length == 0)
        {
            return;
        }

        var values = Array.ConvertAll(words, word => word.Value);
        var tokens = _tokenizer.EncodeWords(values);
        if (tokens.Count <= _model.Config.MaxLength)
        {
            parts.Add((words, tokens));
        }
        else if (words.Length == 1)
        {
            parts.Add((words, _tokenizer.WithTruncation(new TruncationOptions(_model.Config.MaxLength)).EncodeWords(values)));
        }
        else
        {
            AddParts(words[..(words.Length / 2)], parts);
            AddParts(words[(words.Length / 2)..], parts);
        }
    }

    private List<TaggedSpan> Spans(string text, List<(Match Word, string Tag, double Probability)> words)
    {
        var spans = _hasEntities
            ? SpanMetrics.Read([words.ConvertAll(word => word.Tag)])
            : [.. words.Select((word, i) => new TextSpan(word.Tag, i, i))];
        return spans.ConvertAll(span =>
        {
            var (start, last) = (words[span.First].Word.Index, words[span.Last].Word);
            var end = last.Index + last.Length;
            var probability = words.GetRange(span.First, span.Last - span.First + 1).Average(word => word.Probability);
            return new TaggedSpan(span.Type, text[start..end], start, end, probability);
        });
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:[-.'’_][\p{L}\p{M}\p{N}]+)*|[^\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("^(O|[BIESLU]-.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex EntityTag();
}
