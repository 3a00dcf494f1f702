using System.CommandLine;
using System.Globalization;
using FineTune.Training;
using FineTune.Training.Pretraining;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune pretrain</c>: masked-language pre-training on text files, from scratch or further on a model's weights.</summary>
public static class PretrainCommand
{
    private static readonly PretrainRequest Default = new() { Corpus = string.Empty, OutputFolder = string.Empty };

    private static readonly Option<string> Corpus = new("--corpus") { Description = "A text file, or a folder of .txt files; a line is a paragraph.", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "The model folder to write; an unfinished run there is continued.", Required = true };
    private static readonly Option<string?> From = new("--from") { Description = "A model folder to train further on this text, instead of a new model." };
    private static readonly Option<int> Vocabulary = Number("--vocab-size", "Entries of a new model's vocabulary.", Default.VocabularySize);
    private static readonly Option<int> Hidden = Number("--hidden", "Width of a new model.", Default.HiddenSize);
    private static readonly Option<int> Layers = Number("--layers", "Layers of a new model.", Default.Layers);
    private static readonly Option<int> Heads = Number("--heads", "Attention heads of a new model.", Default.Heads);
    private static readonly Option<int> Intermediate = Number("--intermediate", "Feed-forward width of a new model.", Default.IntermediateSize);
    private static readonly Option<int> Positions = Number("--max-positions", "Longest text of a new model, in tokens.", Default.MaxPositions);
    private static readonly Option<int> Sequence = Number("--sequence", "Most tokens of a training row.", Default.SequenceLength);
    private static readonly Option<int> Batch = Number("--batch", "Rows of each update.", Default.BatchSize);
    private static readonly Option<double> Minutes = Number("--minutes", "Training time over all runs.", Default.Minutes);
    private static readonly Option<int> Steps = Number("--steps", "Updates, instead of a time.", 0);
    private static readonly Option<double> Rate = Number("--lr", "Peak learning rate.", Default.LearningRate);
    private static readonly Option<double> Masked = Number("--masked", "Share of tokens to predict.", Default.MaskedShare);
    private static readonly Option<int> Seed = Number("--seed", "Seed of weights, order and masks.", 1);
    private static readonly Option<int> Threads = Number("--threads", "CPU threads; 0 takes all cores.", 0);

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("pretrain", "Pre-trains an encoder by masked-language modelling on text files.")
        {
            Corpus, Out, From, Vocabulary, Hidden, Layers, Heads, Intermediate, Positions, Sequence, Batch, Minutes, Steps, Rate, Masked, Seed, Threads,
        };
        command.SetAction((result, cancel) => Task.Run(() => Run(result, cancel), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, CancellationToken cancel)
    {
        var output = result.InvocationConfiguration.Output;
        try
        {
            var last = Pretrainer.Run(Request(result), new Lines(output), cancel);
            output.WriteLine($"{result.GetValue(Out)}: {(last.Share >= 1 ? "finished" : "stopped; the same command continues")} at update {last.Step}");
            return 0;
        }
        catch (InvalidInputException problem)
        {
            throw new CommandFailedException(problem.Message);
        }
    }

    private static PretrainRequest Request(ParseResult result) => new()
    {
        Corpus = result.GetValue(Corpus)!,
        OutputFolder = result.GetValue(Out)!,
        FromModelFolder = result.GetValue(From),
        VocabularySize = result.GetValue(Vocabulary),
        HiddenSize = result.GetValue(Hidden),
        Layers = result.GetValue(Layers),
        Heads = result.GetValue(Heads),
        IntermediateSize = result.GetValue(Intermediate),
        MaxPositions = result.GetValue(Positions),
        SequenceLength = result.GetValue(Sequence),
        BatchSize = result.GetValue(Batch),
        Minutes = result.GetValue(Minutes),
        Steps = result.GetValue(Steps),
        LearningRate = result.GetValue(Rate),
        MaskedShare = result.GetValue(Masked),
        Seed = (ulong)result.GetValue(Seed),
        Threads = result.GetValue(Threads),
    };

    private static Option<T> Number<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };

    private sealed class Lines(TextWriter output) : IProgress<PretrainReport>
    {
        public void Report(PretrainReport value) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Share,4:P0}  update {value.Step}  loss {value.Loss:F3}{(value.HeldOutLoss is { } heldOut ? $"  held-out {heldOut:F3}" : string.Empty)}  {value.TokensPerSecond:F0} tokens/s  {TimeSpan.FromSeconds(value.SecondsLeft):h\\:mm\\:ss} left"));
    }
}
