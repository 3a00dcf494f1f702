using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Pretraining;

/// <summary>Pre-trains an encoder by masked-language modelling on text files.</summary>
public static class Pretrainer
{
    /// <summary>
    /// Trains until the request's time or updates are used up, writing a usable model folder (F16 weights) every few
    /// minutes. Called again with the same output folder it continues where it was, also after a crash.
    /// </summary>
    /// <param name="request">What to train.</param>
    /// <param name="progress">Hears of the progress every few seconds.</param>
    /// <param name="cancel">Asks to stop; a checkpoint is written first.</param>
    /// <returns>The last report.</returns>
    /// <exception cref="InvalidInputException">The corpus is empty or the model folder is not usable.</exception>
    public static PretrainReport Run(PretrainRequest request, IProgress<PretrainReport>? progress, CancellationToken cancel) =>
        Run(request, progress, () => cancel.IsCancellationRequested);

    /// <summary>The same, with a question that is asked before each update.</summary>
    internal static PretrainReport Run(PretrainRequest request, IProgress<PretrainReport>? progress, Func<bool> stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ComputeDevice.UseThreads(request.Threads);
        Directory.CreateDirectory(request.OutputFolder);
        var tokenizerFolder = request.FromModelFolder ?? request.OutputFolder;
        var files = CorpusReader.Files(request.Corpus);
        if (request.FromModelFolder is null && !File.Exists(Path.Combine(request.OutputFolder, "tokenizer.json")))
        {
            var vocabularyOptions = new WordPieceTrainerOptions { VocabularySize = request.VocabularySize, AlphabetLimit = 400 };
            WordPieceTrainer.Train(files, vocabularyOptions).Save(request.OutputFolder, request.MaxPositions);
        }

        var tokenizer = Tokenizer.Load(tokenizerFolder);
        var special = tokenizer.SpecialTokens;
        if (special is not { Classification: { } cls, Separator: { } sep, Mask: { } mask, Padding: { } pad })
        {
            throw new InvalidInputException(tokenizerFolder, "tokenizer", "It lacks a [CLS], [SEP], [MASK] or padding token.", "Use an encoder's tokenizer.");
        }

        var tokens = CorpusReader.Tokens(files, tokenizer, sep);
        var corpus = new TextRows(tokens, request.SequenceLength, cls, sep, new RandomKey(request.Seed).Derive("rows"));
        if (corpus.TrainingCount < request.BatchSize || corpus.HeldOut.Count == 0)
        {
            throw new InvalidInputException(request.Corpus, null, "The text is too short to pre-train on.", "Give more text.");
        }

        using var scope = NewDisposeScope();
        var options = new WeightOptions(request.Seed, ScalarType.Float32, ComputeDevice.Select(request.Device));
        var model = request.FromModelFolder is { } folder
            ? PretrainedModel.Load(folder, ModelTask.Pretraining, null, options)
            : PretrainedModel.Create(ModelFamily.Find("bert")!, NewConfig(request, tokenizer.VocabularySize, pad), ModelTask.Pretraining, options);
        if (request.FromModelFolder is null && !PretrainingFiles.HasState(request.OutputFolder))
        {
            WordTableStart.Apply(model, tokens, request.Seed);
        }

        var unmasked = new HashSet<int> { cls, sep, mask, pad };
        var masking = new TokenMasking(request.MaskedShare, tokenizer.VocabularySize, mask, unmasked);
        using var run = new PretrainingRun(request, model, corpus, masking, Frequencies(tokens, model.Config.VocabularySize));
        return run.Train(progress, stop);
    }

    private static double[] Frequencies(int[] tokens, int vocabularySize)
    {
        var shares = new double[vocabularySize];
        foreach (var token in tokens)
        {
            shares[token] += 1.0 / tokens.Length;
        }

        return shares;
    }

    private static ModelConfig NewConfig(PretrainRequest request, int vocabularySize, int pad)
    {
        var path = Path.Combine(request.OutputFolder, "config.json");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, PretrainedConfig.Write(request, vocabularySize, pad));
        }

        return ModelFolder.ReadConfig(request.OutputFolder).Config;
    }
}
