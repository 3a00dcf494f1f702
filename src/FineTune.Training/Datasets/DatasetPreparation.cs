using FineTune.Training.Models;
using FineTune.Training.Tasks;

namespace FineTune.Training.Datasets;

/// <summary>Turns the files of a dataset folder into encoded rows, splits and targets, and says what is wrong with them.</summary>
/// <remarks>
/// Files are read as streams, once to check the encoding and once for the rows; memory holds the token ids (4 bytes a
/// token) and about 100 bytes a row. Limits: 2^31 - 1 tokens a file, 2^20 characters a CSV field.
/// </remarks>
public static class DatasetPreparation
{
    /// <summary>Prepares a dataset and saves it into <paramref name="outputFolder"/>.</summary>
    /// <param name="datasetFolder">Holds train.csv, train.jsonl, train.txt, train.conll or images.zip (or one file of any name), and optionally validation.* and test.*; or folders of images.</param>
    /// <param name="modelFolder">Holds the tokenizer, or the settings for images, of the model that will be trained.</param>
    /// <param name="options">Task, columns, split fractions, seed, maximum length.</param>
    /// <param name="outputFolder">Receives dataset.json and dataset.safetensors, and images.bin where the rows are images.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The dataset; equal files, tokenizer and options give an equal one.</returns>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(string datasetFolder, string modelFolder, DatasetOptions options, string outputFolder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckFractions(options);
        var files = DatasetFiles.Find(datasetFolder);
        var hasModel = File.Exists(Path.Combine(modelFolder, "config.json"));
        var task = FineTuningTask.Find(options.Task ?? (files.HoldImages ? ImageClassification.TaskName : TaskInference.Of(files, hasModel ? ModelFolder.ReadConfig(modelFolder).Family : null, options)));
        if (files.HoldImages != task is ImageClassification)
        {
            throw new InvalidInputException(
                files.Train, null, $"It holds {(files.HoldImages ? "images" : "texts")} and the task is {task.Name}.", files.HoldImages ? $"Set the task to {ImageClassification.TaskName}, or leave it out." : "Choose a task about texts, or leave it out.");
        }

        if (hasModel)
        {
            CheckRead(files, modelFolder);
            task.CheckModel(modelFolder);
        }

        var dataset = task.Prepare(files, modelFolder, options with { ImageFolder = outputFolder }, cancellationToken);
        dataset.Save(outputFolder);
        return dataset;
    }

    private static void CheckRead(DatasetFiles files, string modelFolder)
    {
        if (files.HoldImages != ModelFolder.ReadsImages(modelFolder))
        {
            throw new InvalidInputException(
                Path.Combine(modelFolder, "config.json"), "model_type", $"The model reads {(files.HoldImages ? "texts" : "images")} and the dataset holds {(files.HoldImages ? "images" : "texts")}.", $"Choose a model that reads {(files.HoldImages ? "images: of the architectures vit and resnet" : "texts")}.");
        }
    }

    private static void CheckFractions(DatasetOptions options)
    {
        if (options.ValidationFraction is < 0 or >= 1 || options.TestFraction is < 0 or >= 1 || options.ValidationFraction + options.TestFraction >= 1 || options.MaxLength < 4)
        {
            throw new ArgumentException("Split fractions must be from 0 and below 1 in all, and the maximum length at least 4.", nameof(options));
        }
    }
}
