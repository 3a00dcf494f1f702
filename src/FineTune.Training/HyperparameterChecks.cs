using System.Globalization;
using System.Text.RegularExpressions;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tasks;

namespace FineTune.Training;

/// <summary>Finds every hyperparameter that cannot be trained with, before anything starts.</summary>
internal static class HyperparameterChecks
{
    /// <summary>Checks a request.</summary>
    /// <exception cref="InvalidInputException">At least one value is out of its range, or a split is empty.</exception>
    public static void ThrowIfAny(SegmentRequest request)
    {
        var h = request.Hyperparameters;
        var problems = new List<InputProblem>();
        Check(problems, "learningRate", h.LearningRate, h.LearningRate is > 0 and < 10, "more than 0 and less than 10");
        Check(problems, "batchSize", h.BatchSize, h.BatchSize >= 1, "at least 1");
        Check(problems, "epochs", h.Epochs, h.Epochs is > 0 and < 1e6, "more than 0");
        Check(problems, "dropout", h.Dropout ?? 0, h.Dropout is null or (>= 0 and < 1), "from 0 to less than 1");
        Check(problems, "hiddenDropout", h.HiddenDropout ?? 0, h.HiddenDropout is null or (>= 0 and < 1), "from 0 to less than 1");
        Check(problems, "attentionDropout", h.AttentionDropout ?? 0, h.AttentionDropout is null or (>= 0 and < 1), "from 0 to less than 1");
        Check(problems, "headDropout", h.HeadDropout ?? 0, h.HeadDropout is null or (>= 0 and < 1), "from 0 to less than 1");
        Check(problems, "weightDecay", h.WeightDecay, h.WeightDecay is >= 0 and < 10, "at least 0");
        Check(problems, "warmupRatio", h.WarmupRatio, h.WarmupRatio is >= 0 and <= 1, "from 0 to 1");
        Check(problems, "frozenLayers", h.FrozenLayers, h.FrozenLayers >= 0, "at least 0");
        Check(problems, "labelSmoothing", h.LabelSmoothing, h.LabelSmoothing is >= 0 and < 1, "from 0 to less than 1");
        Check(problems, "layerwiseDecay", h.LayerwiseDecay, h.LayerwiseDecay is > 0 and <= 1, "more than 0 and at most 1");
        Check(problems, "maxGradientNorm", h.MaxGradientNorm, h.MaxGradientNorm >= 0, "at least 0");
        Check(problems, "microBatchSize", h.MicroBatchSize, h.MicroBatchSize >= 0, "at least 0");
        Check(problems, "loraRank", h.LoraRank, h.LoraRank is >= 0 and <= 1024, "from 0 to 1024");
        Check(problems, "loraDropout", h.LoraDropout, h.LoraDropout is >= 0 and < 1, "from 0 to less than 1");
        CheckOptimizer(problems, h);
        CheckSchedule(problems, h);
        CheckRest(problems, h);
        CheckTask(problems, h, FineTuningTask.Find(request.Dataset.Task));
        Check(problems, "classWeights", h.ClassWeights?.Count ?? 0, h.ClassWeights is null || h.ClassWeights.Count == request.Dataset.Labels.Length, "one weight for each label");
        Check(problems, "leastCropArea", h.LeastCropArea, h.LeastCropArea is > 0 and <= 1, "more than 0 and at most 1");
        if (h.Augmentation is not ("none" or "crop" or "flip" or "crop-flip"))
        {
            problems.Add(new InputProblem("hyperparameters", "augmentation", $"'{h.Augmentation}' is not known.", "Use none, crop, flip or crop-flip."));
        }

        Check(problems, "toEpoch", request.ToEpoch, request.ToEpoch > 0, "more than 0");
        Check(problems, "evaluateEveryEpochs", request.EvaluateEveryEpochs, request.EvaluateEveryEpochs > 0, "more than 0");
        problems.AddRange(request.FurtherMetrics.Prepend(request.Objective).Select(metric => FineTuningTask.Find(request.Dataset.Task).CheckObjective(metric, request.Dataset)).OfType<InputProblem>());

        foreach (var (name, count) in new[] { ("train", request.Dataset.Train.Count), ("validation", request.Dataset.Validation.Count) })
        {
            if (count == 0)
            {
                problems.Add(new InputProblem("dataset", name, $"The {name} split has no rows.", "Give more rows."));
            }
        }

        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    /// <summary>Checks that the dataset was prepared for a model of this size.</summary>
    /// <exception cref="InvalidInputException">Rows are longer than the model reads, or tokens are outside of its vocabulary.</exception>
    public static void ThrowIfTooLarge(PreparedDataset dataset, ModelConfig config)
    {
        if (dataset.Train.Images is not null)
        {
            return;
        }

        const string Remedy = "Prepare the dataset with this model's own tokenizer and length.";
        foreach (var (name, split) in new[] { ("train", dataset.Train), ("validation", dataset.Validation), ("test", dataset.Test) })
        {
            var longest = Enumerable.Range(0, split.Count).Select(split.Length).DefaultIfEmpty().Max();
            if (longest > config.MaxLength)
            {
                throw new InvalidInputException("dataset", name, $"A row has {longest} tokens and the model reads {config.MaxLength}.", Remedy);
            }

            if (split.TokenIds.Length > 0 && split.TokenIds.Max() >= config.VocabularySize)
            {
                throw new InvalidInputException("dataset", name, $"Token {split.TokenIds.Max()} is outside of the model's vocabulary of {config.VocabularySize}.", Remedy);
            }
        }
    }

    private static void CheckOptimizer(List<InputProblem> problems, Hyperparameters h)
    {
        Check(problems, "beta1", h.Beta1, h.Beta1 is >= 0 and < 1, "from 0 to less than 1");
        Check(problems, "beta2", h.Beta2, h.Beta2 is >= 0 and < 1, "from 0 to less than 1");
        Check(problems, "epsilon", h.Epsilon, h.Epsilon is > 0 and < 1, "more than 0 and less than 1");
        Check(problems, "momentum", h.Momentum, h.Momentum is >= 0 and < 1, "from 0 to less than 1");
        Check(problems, "emaDecay", h.EmaDecay, h.EmaDecay is >= 0 and < 1, "from 0 to less than 1");
    }

    private static void CheckSchedule(List<InputProblem> problems, Hyperparameters h)
    {
        Check(problems, "warmupSteps", h.WarmupSteps, h.WarmupSteps >= 0, "at least 0");
        Check(problems, "scheduleCycles", h.ScheduleCycles, h.ScheduleCycles is >= 0 and < 1e6, "at least 0");
        Check(problems, "schedulePower", h.SchedulePower, h.SchedulePower is > 0 and <= 100, "more than 0 and at most 100");
        Check(problems, "minLearningRateRatio", h.MinLearningRateRatio, h.MinLearningRateRatio is >= 0 and < 1, "from 0 to less than 1");
        Check(problems, "decayRatio", h.DecayRatio, h.DecayRatio is >= 0 and <= 1, "from 0 to 1");
        Check(problems, "plateauFactor", h.PlateauFactor, h.PlateauFactor is > 0 and < 1, "more than 0 and less than 1");
        Check(problems, "plateauPatience", h.PlateauPatience, h.PlateauPatience >= 0, "at least 0");
    }

    private static void CheckRest(List<InputProblem> problems, Hyperparameters h)
    {
        Check(problems, "unfreezeEveryEpochs", h.UnfreezeEveryEpochs, h.UnfreezeEveryEpochs is >= 0 and < 1e6, "at least 0");
        Check(problems, "loraAlpha", h.LoraAlpha, h.LoraAlpha is >= 0 and < 1e6, "at least 0");
        Check(problems, "earlyStoppingPatience", h.EarlyStoppingPatience, h.EarlyStoppingPatience >= 0, "at least 0");
        Check(problems, "earlyStoppingMinDelta", h.EarlyStoppingMinDelta, h.EarlyStoppingMinDelta >= 0, "at least 0");
        Check(problems, "earlyStoppingWarmupEpochs", h.EarlyStoppingWarmupEpochs, h.EarlyStoppingWarmupEpochs >= 0, "at least 0");
        CheckWord(problems, "loraVariant", h.LoraVariant, "lora", "rslora", "dora");
        CheckWord(problems, "classWeighting", h.ClassWeighting, "none", "balanced");
        CheckWord(problems, "precision", h.Precision, "float32", "bf16");
        try
        {
            _ = new Regex(h.FrozenPattern);
        }
        catch (ArgumentException)
        {
            problems.Add(new InputProblem("hyperparameters", "frozenPattern", $"'{h.FrozenPattern}' is no regular expression.", "Give one such as \"embeddings|layer\\.[0-3]\\.\"."));
        }
    }

    /// <summary>What has no meaning for the task is refused rather than left out in silence.</summary>
    private static void CheckTask(List<InputProblem> problems, Hyperparameters h, FineTuningTask task)
    {
        void Refuse(string name, string what) =>
            problems.Add(new InputProblem("hyperparameters", name, $"The task {task.Name} has no {what}.", "Leave it out, or take it out of the search space."));
        if (!task.WeighsClasses && h.ClassWeights is not null)
        {
            Refuse("classWeights", "classes to weigh against each other");
        }

        if (!task.WeighsClasses && h.ClassWeighting != "none")
        {
            Refuse("classWeighting", "classes to weigh against each other");
        }

        if (!task.SmoothsLabels && h.LabelSmoothing > 0)
        {
            Refuse("labelSmoothing", "labels to smooth");
        }

        if (task.Model != ModelTask.ImageClassification && h.Augmentation != "none")
        {
            Refuse("augmentation", "images to change");
        }
    }

    private static void CheckWord(List<InputProblem> problems, string name, string value, params string[] known)
    {
        if (!known.Contains(value))
        {
            problems.Add(new InputProblem("hyperparameters", name, $"'{value}' is not known.", $"Use one of {string.Join(", ", known)}."));
        }
    }

    private static void Check(List<InputProblem> problems, string name, double value, bool fits, string range)
    {
        if (!fits || double.IsNaN(value))
        {
            problems.Add(new InputProblem(
                "hyperparameters", name, string.Create(CultureInfo.InvariantCulture, $"The value {value} cannot be used."), $"Give a number that is {range}."));
        }
    }
}
