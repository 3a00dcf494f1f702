using FineTune.Training.Models;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests;

public sealed class BestModelTests
{
    [Fact]
    public void The_best_epoch_is_exported_as_a_folder_that_predicts_what_the_trial_measured()
    {
        using var task = new TinyTask(rows: 200);
        var words = Enumerable.Range(0, 40).Select(i => i switch { 0 => "[PAD]", 1 => "[UNK]", 2 => "[CLS]", 3 => "[SEP]", 4 => "[MASK]", _ => $"w{i}" });
        new WordPieceVocabulary([.. words], new WordPieceTrainerOptions()).Save(task.ModelFolder, 32);
        var result = Trainer.TrainSegment(task.Request("trial", 3), null, CancellationToken.None);
        BestModel.Export(task.Folder("trial"), task.ModelFolder, task.Dataset, task.Folder("best"));
        using var classifier = TextClassifier.Load(task.Folder("best"));
        var measured = BestModel.Evaluate(task.Folder("best"), task.Dataset, task.Dataset.Validation, "f1_macro");
        Assert.Equal(["no", "yes"], classifier.Labels);
        Assert.Equal(result.BestObjective, measured.Metrics["accuracy"], 1e-12);
        foreach (var (name, interval) in measured.Intervals)
        {
            Assert.InRange(measured.Metrics[name], interval.Low, interval.High);
        }

        Assert.Equal(["accuracy", "f1_macro"], measured.Intervals.Keys);
        var prediction = Assert.Single(classifier.Predict(["w10 w20 w30"]));
        Assert.Equal(1, prediction.Probabilities.Sum(), 1e-9);
        Assert.Equal(classifier.Labels[prediction.Probabilities[0] > prediction.Probabilities[1] ? 0 : 1], prediction.Label);
    }

    [Fact]
    public void Exported_bytes_do_not_depend_on_when_and_where()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("trial", 1), null, CancellationToken.None);
        BestModel.Export(task.Folder("trial"), task.ModelFolder, task.Dataset, task.Folder("one"));
        BestModel.Export(task.Folder("trial"), task.ModelFolder, task.Dataset, task.Folder("two"));
        foreach (var file in Directory.EnumerateFiles(task.Folder("one")))
        {
            Assert.Equal(File.ReadAllBytes(file), task.Bytes("two", Path.GetFileName(file)));
        }
    }

    [Fact]
    public void A_model_without_a_trained_head_is_refused_in_words()
    {
        using var task = new TinyTask();
        var thrown = Assert.Throws<InvalidInputException>(() => TextClassifier.Load(task.ModelFolder));
        Assert.Contains("no trained classification head", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_that_is_not_supported_is_named_with_those_that_are()
    {
        using var task = new TinyTask();
        File.WriteAllText(Path.Combine(task.ModelFolder, "config.json"), """{ "model_type": "mamba" }""");
        var thrown = Assert.Throws<InvalidInputException>(() => ModelFolder.Inspect(task.ModelFolder));
        Assert.Contains("'mamba'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("bert", Assert.Single(thrown.Problems).Remedy, StringComparison.Ordinal);
    }
}
