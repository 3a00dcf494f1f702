using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Optimization;

/// <summary>Class weights and label smoothing in every task that has them, and their refusal in those that have none.</summary>
public sealed class LossWeightTests
{
    [Fact]
    public void Balanced_weights_are_scikit_learns_and_reach_every_class_of_the_head()
    {
        using var scope = NewDisposeScope();
        var weights = ClassBalance.WeightsOf(new Hyperparameters { ClassWeighting = "balanced" }, [0, 0, 0, 1]);
        Assert.Equal([4 / 2.0 / 3, 4 / 2.0 / 1], weights!);

        // The head knows a third class that has no row in training.
        Assert.Equal([(float)(2 / 3.0), 2, 1], ClassBalance.Of(weights, zeros([1, 3]))!.data<float>().ToArray());
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("none", 0.2)]
    [InlineData("balanced", 0)]
    [InlineData("balanced", 0.2)]
    public void Tags_weigh_what_their_classes_weigh(string weighting, double smoothing)
    {
        using var task = new TinyTask();
        using var scope = NewDisposeScope();
        var split = new PreparedSplit([2, 10, 12, 3, 2, 11, 3], [0, 4, 7], [0, 0], [1, 2], tokenLabels: [-100, 0, 0, -100, -100, 1, -100]);
        var hyperparameters = new Hyperparameters { ClassWeighting = weighting, LabelSmoothing = smoothing };
        var tagging = new TaggingTask(split, hyperparameters);
        using var model = PretrainedModel.Load(task.ModelFolder, ModelTask.TokenClassification, ["a", "b"], WeightOptions.Cpu(1));
        var loss = tagging.Loss(model, [0, 1], ForwardPass.Evaluation, tagging.WeightOf([0, 1])).item<float>();
        var logits = model.TokenLogits(TokenBatch.Create([[2, 10, 12, 3], [2, 11, 3]], null, model.Layout), ForwardPass.Evaluation);
        var weights = weighting == "balanced" ? tensor([0.75f, 1.5f]) : null;
        var expected = nn.functional.cross_entropy(logits, tensor([-100L, 0, 0, -100, -100, 1, -100]), weights, label_smoothing: smoothing).item<float>();
        Assert.Equal(expected, loss, 1e-6);
    }

    [Fact]
    public void Next_tokens_are_smoothed()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = PretrainedModel.Load(TinyDecoder.Write(folder.Path, ["a", "b", "c"]), ModelTask.MaskedLanguage, null, WeightOptions.Cpu(1));
        int[] row = [1, 3, 4, 5, 2];
        var smooth = new NextTokenTask([row], [row], 0.3);
        var loss = smooth.Loss(model, [0], ForwardPass.Evaluation, smooth.WeightOf([0])).item<float>();
        var logits = model.TokenLogits(TokenBatch.Create([row], null, model.Layout), ForwardPass.Evaluation).narrow(0, 0, 4);
        Assert.Equal(nn.functional.cross_entropy(logits, tensor([3L, 4, 5, 2]), label_smoothing: 0.3).item<float>(), loss, 1e-6);
    }

    [Theory]
    [InlineData("text-regression", "labelSmoothing", "classWeighting", "augmentation")]
    [InlineData("multi-label-classification", "classWeighting", "augmentation")]
    [InlineData("causal-language-modeling", "classWeighting", "augmentation")]
    public void What_a_task_has_no_use_for_is_refused_by_name(string task, params string[] refused)
    {
        using var tiny = new TinyTask();
        var data = tiny.Dataset;
        var dataset = new PreparedDataset(data.Labels, 0, 32, data.Train, data.Validation, data.Test, TinyTask.EmptySummary, task);
        var request = tiny.Request("out", 1) with { Dataset = dataset, Objective = "loss", MaximizeObjective = false };
        request = request with { Hyperparameters = request.Hyperparameters with { LabelSmoothing = 0.1, ClassWeighting = "balanced", Augmentation = "flip" } };
        var thrown = Assert.Throws<InvalidInputException>(() => HyperparameterChecks.ThrowIfAny(request));
        Assert.Equal(refused.Order(), thrown.Problems.Select(p => p.Location).Order());
    }
}
