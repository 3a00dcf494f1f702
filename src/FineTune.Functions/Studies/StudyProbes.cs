using FineTune.Functions.Devices;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;
using FineTune.Training;
using FineTune.Training.Datasets;
using FineTune.Training.Similarity;
using FineTune.Training.SmokeRuns;

namespace FineTune.Functions.Studies;

/// <summary>Looks at model and data together before a study opens: a smoke run, and how near the task is to what the model knows.</summary>
public sealed class StudyProbes(TrainingDevice device, DeviceSlots slots)
{
    /// <summary>Probes; seconds on a small model, and bounded on a large one.</summary>
    /// <param name="request">What the study asks for.</param>
    /// <param name="name">What the user calls the model, e.g. <c>models/nano</c>.</param>
    /// <param name="modelFolder">The model on this host.</param>
    /// <param name="dataset">The prepared dataset.</param>
    /// <param name="settings">What is recommended for the model.</param>
    /// <param name="rules">The rules of the search so far.</param>
    /// <param name="cancellation">Ends the wait for the device.</param>
    /// <exception cref="ProblemException">422: no trial of this study could be trained.</exception>
    internal async Task<(SmokeFindings Smoke, SimilarityFinding? Similarity)> RunAsync(
        StudyRequest request, string name, string modelFolder, PreparedDataset dataset, RecommendedSettings settings, StudyRulesBuilder.Result rules, CancellationToken cancellation)
    {
        var threads = device.ThreadsPerTrial(request.ParallelTrials);
        using var held = await slots.AcquireAsync(threads, cancellation).ConfigureAwait(false);
        var smoke = new SmokeRequest
        {
            ModelFolder = modelFolder,
            Dataset = dataset,
            Hyperparameters = TrialHyperparameters.Resolve(rules.Defaults, rules.Rules.Enqueued[0]),
            LargestBatch = LargestBatch(rules.Rules),
            ParallelTrials = request.ParallelTrials,
            Seed = request.Seed,
            Device = device.Kind,
            Threads = threads,
        };
        return await InputErrors.NamedAsync(
            () =>
            {
                var found = SmokeRun.Run(smoke);
                var similarity = request.UseSimilarity && TaskSimilarity.CanMeasure(dataset)
                    ? TaskSimilarity.Measure(modelFolder, dataset, settings, request.Seed, device.Kind, threads)
                    : null;
                return (found, similarity);
            },
            (modelFolder, name)).ConfigureAwait(false);
    }

    private static int LargestBatch(StudyRules rules) => rules.Space.Find("batchSize") switch
    {
        FixedParameter parameter => (int)parameter.Value.AsDouble(),
        IntegerParameter parameter => (int)parameter.High,
        CategoricalParameter parameter => (int)parameter.Choices.Max(choice => choice.AsDouble()),
        _ => 1,
    };
}
