using System.Text.Json.Nodes;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>
/// What a model is fine-tuned for. A task brings everything that differs from one to the next: how its rows are read, its loss,
/// what is measured, which head the model gets and what its config.json says afterwards. One file each.
/// </summary>
public abstract class FineTuningTask
{
    /// <summary>The task of a study whose data say nothing else.</summary>
    public const string Default = "text-classification";

    private protected FineTuningTask()
    {
    }

    /// <summary>Every task, in the order in which they are told.</summary>
    public static IReadOnlyList<FineTuningTask> All { get; } =
    [
        new TextClassification(), new MultiLabelClassification(), new TextRegression(), new TokenClassification(), new CausalLanguageModeling(), new SupervisedFineTuning(), new MaskedLanguageModeling(), new ImageClassification(),
    ];

    /// <summary>Its name in study.json.</summary>
    public abstract string Name { get; }

    /// <summary>What the model does afterwards, to follow "fine-tuned to".</summary>
    public abstract string Purpose { get; }

    /// <summary>The Hugging Face pipeline that runs the model.</summary>
    public abstract string Pipeline { get; }

    /// <summary>What trials are compared by where the study does not say.</summary>
    public abstract string DefaultObjective { get; }

    /// <summary>What trials can be compared by, by the names of <see cref="MetricNames"/>.</summary>
    public abstract IReadOnlyList<string> Objectives { get; }

    /// <summary>What the model is loaded for.</summary>
    internal abstract ModelTask Model { get; }

    /// <summary>What the library's class names end with: "ForSequenceClassification".</summary>
    internal abstract string ClassSuffix { get; }

    /// <summary>What every evaluation reports besides the objective.</summary>
    internal abstract IReadOnlyList<string> Reported { get; }

    /// <summary>Whether each thing that is learned has one class, which can weigh more than others.</summary>
    internal virtual bool WeighsClasses => false;

    /// <summary>Whether what is learned are probabilities, which can be smoothed.</summary>
    internal virtual bool SmoothsLabels => true;

    /// <summary>Finds a task by its name.</summary>
    /// <exception cref="InvalidInputException">There is none of this name.</exception>
    public static FineTuningTask Find(string name) => All.FirstOrDefault(t => t.Name == name) ?? throw new InvalidInputException(
        "study", "task", $"The task '{name}' is not known.", $"Use one of: {string.Join(", ", All.Select(t => t.Name))}.");

    /// <summary>Checks that a model can learn this.</summary>
    /// <exception cref="InvalidInputException">It cannot; names those that can.</exception>
    internal void CheckModel(string modelFolder)
    {
        var (family, config) = ModelFolder.ReadConfig(modelFolder);
        if (!Suits(family))
        {
            throw new InvalidInputException(
                Path.Combine(modelFolder, "config.json"), "model_type", $"The task {Name} cannot be learned by a model of the architecture '{config.ModelType}'.",
                $"Use a model of one of these: {string.Join(", ", ModelFamily.Supporting(this))}; or another task.");
        }
    }

    /// <summary>Why trials on these data cannot be compared by an objective; null where they can.</summary>
    /// <param name="objective">Any spelling that <see cref="MetricNames.Canonical"/> knows.</param>
    /// <param name="dataset">The data.</param>
    public InputProblem? CheckObjective(string objective, PreparedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var name = MetricNames.Canonical(objective);
        return !Objectives.Contains(name)
            ? new InputProblem("study", "objective", $"'{objective}' is not known for the task {Name}.", $"Use one of: {string.Join(", ", Objectives)}.")
            : Unsuitable(name, dataset);
    }

    /// <summary>Whether a family of models can learn this.</summary>
    internal virtual bool Suits(ModelFamily family) => family is not ImageFamily;

    /// <summary>The names of the head's classes; null where the head has none of its own.</summary>
    internal abstract IReadOnlyList<string>? HeadLabels(PreparedDataset dataset);

    /// <summary>Reads, checks, splits and encodes the files of a dataset.</summary>
    internal abstract PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken);

    /// <summary>The loss over the training rows.</summary>
    internal abstract ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters);

    /// <summary>Runs a model over a whole split.</summary>
    internal abstract SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split);

    /// <summary>What the exported config.json says besides the classes.</summary>
    internal virtual void Describe(JsonObject config)
    {
    }

    /// <summary>Writes what the exported model's input needs besides the tokenizer's files.</summary>
    internal virtual void DescribeInput(string modelFolder, string outputFolder)
    {
    }

    /// <summary>Why an objective of this task does not suit these data.</summary>
    private protected virtual InputProblem? Unsuitable(string objective, PreparedDataset dataset) => null;
}
