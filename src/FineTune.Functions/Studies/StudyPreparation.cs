using System.Text.Json;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Training;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Studies;

/// <summary>Turns a ticket into a plan: reads the study, pulls and checks model and data, tokenizes once, builds the search's rules.</summary>
public sealed class StudyPreparation(
    Containers containers, ModelCatalog models, PreparedDatasets datasets, StudyProbes probes, EarlierStudies earlierStudies, HostCache cache, TrainingDevice device, FineTuneOptions options)
{
    /// <summary>Checks a study without training anything. Every problem of study, model and data is found before it gives up.</summary>
    /// <exception cref="ProblemException">The study, the model or the data cannot be used.</exception>
    public Task CheckAsync(StudyTicket ticket, CancellationToken cancellation) => ResolveAsync(ticket, cancellation);

    /// <summary>Prepares a study: checks it, tries it out on a few rows, and measures where its search should begin.</summary>
    /// <exception cref="ProblemException">The study, the model or the data cannot be used.</exception>
    public async Task<StudyPlan> PrepareAsync(StudyTicket ticket, CancellationToken cancellation)
    {
        var (request, model, settings, built, dataset) = await ResolveAsync(ticket, cancellation).ConfigureAwait(false);
        var (smoke, similarity) = await probes.RunAsync(request, $"models/{model.Name}", model.Folder, dataset, settings, built, cancellation).ConfigureAwait(false);
        var earlier = request.WarmStart
            ? await earlierStudies.FindAsync(settings.Family, ticket.Dataset, dataset.Task, StudyId.Parse(ticket.Id), cancellation).ConfigureAwait(false)
            : [];
        var named = request.SearchSpace.ValueKind == JsonValueKind.Object ? request.SearchSpace.EnumerateObject().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal) : [];
        var rules = SearchBeginnings.Apply(built, named, similarity, earlier, request.WarmStart ? settings.Portfolio : []);
        return Plan(ticket, request, model, built with { Rules = rules }, dataset) with
        {
            Family = settings.Family,
            Warnings = [.. dataset.Summary.Warnings, .. smoke.Warnings],
            Smoke = smoke,
            Finalists = request.Finalists == 0 ? null : new FinalistRules { Finalists = request.Finalists ?? 3 },
            RaceOnlyIfCheap = request.Finalists is null,
            Similarity = similarity,
            EstimatedSeconds = StudyForecast.Seconds(rules, StudyState.Empty, [], StudyForecast.Epochs(rules), smoke.SecondsAnEpoch),
        };
    }

    private async Task<(StudyRequest Request, InspectedModel Model, RecommendedSettings Settings, StudyRulesBuilder.Result Rules, PreparedDataset Dataset)> ResolveAsync(
        StudyTicket ticket, CancellationToken cancellation)
    {
        var (request, found) = StudyRequestReader.Read(ticket.Study, options.MaxJsonDepth);
        var problems = new ProblemList(found);
        problems.Check(request.Dataset is null || request.Dataset == ticket.Dataset, Problem.At(
            "/dataset", $"The study names the dataset '{request.Dataset}' and lies beside the dataset '{ticket.Dataset}'.", "Leave the field out of a study.json beside the data."));

        problems.Check(request.Cost is null || options.Costs.DeviceHour > 0, Problem.At(
            "/budget/cost", "A budget by cost needs to know what an hour of the device costs.", "Set FineTune__Costs__DeviceHour in the app, or give minutes."));

        var name = request.Model ?? options.DefaultModel;
        var model = await problems.TryAsync(() => InspectAsync(name, cancellation)).ConfigureAwait(false);
        var dataset = model is null ? null : await problems.TryAsync(() => PrepareDataAsync(ticket, request, model, cancellation)).ConfigureAwait(false);
        var task = FineTuningTask.Find(dataset?.Task ?? request.Task ?? FineTuningTask.Default);
        request = request.For(task);
        var unsuitable = dataset is null ? null : task.CheckObjective(request.Objective!, dataset);
        problems.Check(unsuitable is null, Problem.At("/objective", unsuitable?.What ?? "", unsuitable?.Remedy ?? ""));
        foreach (var (place, further) in request.FurtherObjectives.Index())
        {
            var unfit = dataset is null ? null : task.CheckObjective(further.Metric, dataset);
            problems.Check(unfit is null, Problem.At($"/furtherObjectives/{place}/metric", unfit?.What ?? "", unfit?.Remedy ?? ""));
        }

        var settings = model is null ? null : RecommendedDefaults.For(model.Folder, DefaultSpace.MethodOf(request.SearchSpace));
        var rules = settings is null ? null : problems.Try(() => StudyRulesBuilder.Build(request, settings));
        problems.ThrowIfAny("The study cannot be run");

        return (request, model!, settings!, rules!, dataset!);
    }

    private async Task<InspectedModel> InspectAsync(string name, CancellationToken cancellation)
    {
        var files = await models.PinAsync(name, cancellation).ConfigureAwait(false);
        var folder = await models.PullAsync(files, cancellation).ConfigureAwait(false);
        var summary = await InputErrors.NamedAsync(() => ModelFolder.Inspect(folder), (folder, $"models/{name}")).ConfigureAwait(false);
        return new InspectedModel(name, files, folder, summary);
    }

    private async Task<PreparedDataset> PrepareDataAsync(
        StudyTicket ticket, StudyRequest request, InspectedModel model, CancellationToken cancellation)
    {
        var source = await cache.GetOrAddAsync(
            "datasets",
            PinnedDownloads.IdentityOf(ticket.Files),
            (folder, token) => containers.Datasets.DownloadPinnedAsync(ticket.Files, folder, token),
            cancellation).ConfigureAwait(false);
        var choices = new DatasetOptions
        {
            Task = request.Task,
            TextColumn = request.TextColumn,
            TextPairColumn = request.TextPairColumn,
            LabelColumn = request.LabelColumn,
            Seed = request.Seed,
            MaxLength = request.MaxLength,
            Archives = options.Archives,
        };
        var shown = ticket.Files is [var single] && !single.Blob.Contains('/', StringComparison.Ordinal) ? "datasets" : $"datasets/{ticket.Dataset}";
        var target = cache.NewWorkFolder();
        try
        {
            var dataset = await InputErrors.NamedAsync(
                () => DatasetPreparation.Prepare(source, model.Folder, choices, target),
                (source, shown),
                (model.Folder, $"models/{model.Name}")).ConfigureAwait(false);
            await datasets.SaveAsync(dataset, target, cancellation).ConfigureAwait(false);

            // Images are read from the folder when they are wanted, and this one is about to go.
            return dataset.Train.Images is null ? dataset : await datasets.LoadAsync(dataset.ContentHash, cancellation).ConfigureAwait(false);
        }
        finally
        {
            HostCache.Remove(target);
        }
    }

    private StudyPlan Plan(
        StudyTicket ticket, StudyRequest request, InspectedModel model, StudyRulesBuilder.Result rules, PreparedDataset dataset) => new()
        {
            Id = ticket.Id,
            Name = request.Name ?? ticket.Dataset,
            Dataset = ticket.Dataset,
            DatasetFiles = ticket.Files,
            PreparedDataset = dataset.ContentHash,
            Task = dataset.Task,
            Labels = dataset.Labels,
            Rows = new SplitRows(dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count),
            Warnings = dataset.Summary.Warnings,
            Model = model.Name,
            ModelFiles = model.Files,
            ModelHash = model.Summary.Hash,
            Architecture = model.Summary.Architecture,
            ParameterCount = model.Summary.Parameters,
            Objective = request.Objective!,
            FurtherMetrics = [.. request.FurtherObjectives.Select(objective => objective.Metric)],
            Rules = rules.Rules,
            Defaults = rules.Defaults,
            EvaluateEveryEpochs = Math.Min(1, rules.Rules.RungEpochs[0]),
            Minutes = request.Minutes,
            Cost = request.Cost,
            Rates = options.Costs,
            Threads = device.ThreadsPerTrial(request.ParallelTrials),
            Device = device.Kind,
            DeviceSummary = device.Findings.Summary,
            CodeVersion = device.CodeVersion,
        };

    /// <summary>A model that has been looked over.</summary>
    private sealed record InspectedModel(string Name, IReadOnlyList<PinnedFile> Files, string Folder, ModelSummary Summary);
}
