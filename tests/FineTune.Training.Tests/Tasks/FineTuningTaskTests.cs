using System.Globalization;
using FineTune.Training.Datasets;
using FineTune.Training.Tasks;

namespace FineTune.Training.Tests.Tasks;

/// <summary>Every task from its files to the exported model that measures what the trainer measured.</summary>
public sealed class FineTuningTaskTests
{
    private static readonly string[] Words = [.. Enumerable.Range(5, 30).Select(i => $"w{i}")];

    [Fact]
    public void Several_labels_are_told_by_the_words_that_bring_them()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Texts(300).Select(text =>
            $$"""{"text":"{{string.Join(' ', text)}}","labels":[{{string.Join(',', text.Where(w => w is "w10" or "w11" or "w12").Select(w => $"\"{w}!\"").Distinct())}}]}"""));
        var dataset = run.Prepare(new DatasetOptions { LabelColumn = "labels" });
        Assert.Equal("multi-label-classification", dataset.Task);
        Assert.Equal(["w10!", "w11!", "w12!"], dataset.Labels);
        Assert.Equal(3, dataset.Train.TargetWidth);
        AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 12, Dropout = 0 });
        using var classifier = TextClassifier.Load(run.Best);
        var told = Assert.Single(classifier.Predict(["w10 w20 w12 w21"]));
        Assert.Equal(string.Join(", ", dataset.Labels.Where((_, i) => told.Probabilities[i] > 0.5)), told.Label);
        Assert.True(Math.Min(told.Probabilities[0], told.Probabilities[2]) > Math.Max(0.5, told.Probabilities[1]), string.Join(" ", told.Probabilities));
        Assert.Equal("multi_label_classification", run.BestConfig().GetProperty("problem_type").GetString());
    }

    [Fact]
    public void Numbers_with_fractions_are_estimated()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", Texts(300).Select(text =>
            FormattableString.Invariant($"{string.Join(' ', text)},{(text.Contains("w10") ? 1.5 : -0.5)}")).Prepend("text,label"));
        var dataset = run.Prepare();
        Assert.Equal("text-regression", dataset.Task);
        Assert.Empty(dataset.Labels);
        AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 12, Dropout = 0 });
        using var classifier = TextClassifier.Load(run.Best);
        Assert.InRange(Assert.Single(classifier.Predict(["w10 w20 w12 w21"])).Probabilities[0], 0.8, 2.2);
        Assert.Equal("regression", run.BestConfig().GetProperty("problem_type").GetString());
        Assert.Equal("LABEL_0", run.BestConfig().GetProperty("id2label").GetProperty("0").GetString());
    }

    [Fact]
    public void Words_are_tagged_and_entities_counted_whole()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Texts(200).Select(text =>
            $$"""{"tokens":["{{string.Join("\",\"", text)}}"],"tags":["{{string.Join("\",\"", text.Select(Tag))}}"]}"""));
        var dataset = run.Prepare();
        Assert.Equal("token-classification", dataset.Task);
        Assert.Equal(["B-X", "O"], dataset.Labels);
        AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 6, Dropout = 0 });
        Assert.Equal("BertForTokenClassification", run.BestConfig().GetProperty("architectures")[0].GetString());
        Assert.True(TokenClassifier.Reads(run.Best));
        using var tagger = TokenClassifier.Load(run.Best);
        var found = tagger.Predict(["w20, w10 w21.", "", string.Join(' ', Enumerable.Repeat("w20 w21 w11", 40))]);
        var span = Assert.Single(found[0]);
        Assert.Equal(("X", "w10", 5, 8), (span.Label, span.Text, span.Start, span.End));
        Assert.InRange(span.Probability, 0.5, 1);
        Assert.Empty(found[1]);
        Assert.True(found[2][^1].Start > 12 * 35, "The end of a text that is longer than the model's maximum is tagged too.");
    }

    [Fact]
    public void Sentences_as_conll_and_as_json_lines_are_the_same_dataset()
    {
        var texts = Texts(60).ToArray();
        using var lines = new TaskRun().WithEncoder().With("train.jsonl", texts.Select(text =>
            $$"""{"tokens":["{{string.Join("\",\"", text)}}"],"tags":["{{string.Join("\",\"", text.Select(Tag))}}"]}"""));
        using var conll = new TaskRun().WithEncoder().With("train.conll", texts.SelectMany(text => text.Select(w => $"{w} NN {Tag(w)}").Append("")).Prepend("-DOCSTART- -X- O"));
        Assert.Equal(lines.Prepare().ContentHash, conll.Prepare().ContentHash);
    }

    [Fact]
    public void A_decoder_learns_to_continue_plain_text()
    {
        // Every word is followed by the one after it in a circle.
        using var run = new TaskRun().WithDecoder(Words).With("train.txt", Enumerable.Range(0, 120).Select(i => string.Join(' ', Enumerable.Range(i, 12).Select(k => Words[k % 30]))));
        var dataset = run.Prepare(new DatasetOptions { MaxLength = 24 });
        Assert.Equal("causal-language-modeling", dataset.Task);
        Assert.All(Enumerable.Range(0, dataset.Train.Count), row => Assert.True(dataset.Train.Length(row) <= 24));
        var result = AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 8, Dropout = 0 });
        Assert.Equal(Math.Exp(result.Reports[^1].Metrics["validation_loss"]), result.Reports[^1].Metrics["validation_perplexity"], 1e-12);
        Assert.Equal("LlamaForCausalLM", run.BestConfig().GetProperty("architectures")[0].GetString());
    }

    [Fact]
    public void Only_completions_are_learned_from_prompts()
    {
        using var run = new TaskRun().WithDecoder(Words).With("train.jsonl", Texts(200).Select(text =>
            $$"""{"prompt":"{{string.Join(' ', text)}}","completion":"{{text[^1]}} w34"}"""));
        var dataset = run.Prepare();
        Assert.Equal("supervised-fine-tuning", dataset.Task);
        for (var row = 0; row < dataset.Train.Count; row++)
        {
            var (tokens, labels) = (dataset.Train.Tokens(row).ToArray(), dataset.Train.LabelsOfTokens(row).ToArray());
            Assert.Equal((1, 2), (tokens[0], tokens[^1]));
            Assert.All(labels[..^3], label => Assert.Equal(PreparedSplit.Ignored, label));
            Assert.Equal(tokens[^3..], labels[^3..]);
        }

        AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 6, Dropout = 0 });
    }

    [Fact]
    public void Of_chats_only_what_the_assistant_says_is_learned()
    {
        const string Template = "{% for m in messages %}{{ m.role }} {{ m.content }} </s> {% endfor %}{% if add_generation_prompt %}assistant {% endif %}";
        using var run = new TaskRun().WithDecoder(["user", "assistant", .. Words], Template).With("train.jsonl", Texts(60).Select(text =>
            $$"""{"messages":[{"role":"user","content":"{{string.Join(' ', text)}}"},{"role":"assistant","content":"{{text[1]}}"}]}"""));
        var dataset = run.Prepare();
        Assert.Equal("supervised-fine-tuning", dataset.Task);
        var labels = dataset.Train.LabelsOfTokens(0).ToArray();
        Assert.Equal(dataset.Train.Tokens(0).ToArray()[^2..], labels[^2..]);
        Assert.All(labels[..^2], label => Assert.Equal(PreparedSplit.Ignored, label));
    }

    [Fact]
    public void An_encoder_learns_to_fill_in_hidden_words()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Texts(300).Select(text => $$"""{"text":"{{string.Join(' ', Enumerable.Repeat(text[0], 5).Append(text[1]).Concat(Enumerable.Repeat(text[0], 3)))}}"}"""));
        var dataset = run.Prepare(new DatasetOptions { Task = "masked-language-modeling" });
        AssertLearns(run, dataset, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 12, Dropout = 0 });
        Assert.Equal("BertForMaskedLM", run.BestConfig().GetProperty("architectures")[0].GetString());
    }

    [Fact]
    public void A_task_that_a_model_cannot_learn_is_refused_with_the_models_that_can()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", Texts(30).Select(text => $"{text[0]},{text[1]}").Prepend("prompt,completion"));
        var thrown = Assert.Throws<InvalidInputException>(() => run.Prepare(new DatasetOptions { Task = "supervised-fine-tuning" }));
        Assert.Contains("'bert'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("llama", Assert.Single(thrown.Problems).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_of_another_task_is_refused_with_those_that_there_are()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", Texts(60).Select(text => FormattableString.Invariant($"{text[0]},{text.Length + 0.5}")).Prepend("text,label"));
        var problem = FineTuningTask.Find("text-regression").CheckObjective("accuracy", run.Prepare());
        Assert.Contains("mse", problem!.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Trains, and finds the objective improved, bytes that load to the same dataset, and the exported model as good as the trial.</summary>
    private static SegmentResult AssertLearns(TaskRun run, PreparedDataset dataset, Hyperparameters hyperparameters)
    {
        var task = FineTuningTask.Find(dataset.Task);
        Assert.Equal(dataset.ContentHash, run.Saved().ContentHash);
        var maximize = MetricNames.IsMaximized(task.DefaultObjective);
        var result = run.Train(dataset, task.DefaultObjective, maximize, hyperparameters);
        var (first, best) = (result.Reports[0].Objective, result.BestObjective);
        Assert.True(maximize ? best > 0.9 : best < first / 2, string.Create(CultureInfo.InvariantCulture, $"{task.DefaultObjective} {first} {best}"));
        var measured = BestModel.Evaluate(run.Best, dataset, dataset.Validation, task.DefaultObjective);
        Assert.Equal(best, measured.Metrics[task.DefaultObjective], 1e-6);
        var interval = measured.Intervals[task.DefaultObjective];
        Assert.InRange(measured.Metrics[task.DefaultObjective], interval.Low, interval.High);
        return result;
    }

    private static string Tag(string word) => word is "w10" or "w11" or "w12" ? "B-X" : "O";

    private static IEnumerable<string[]> Texts(int count)
    {
        var random = new Random(3);
        for (var i = 0; i < count; i++)
        {
            yield return [.. Enumerable.Range(0, random.Next(4, 9)).Select(_ => random.Next(2) == 0 ? $"w{random.Next(10, 13)}" : Words[random.Next(30)])];
        }
    }
}
