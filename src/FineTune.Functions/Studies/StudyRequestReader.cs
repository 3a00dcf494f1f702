using System.Text;
using System.Text.Json;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Training;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Studies;

/// <summary>Reads a <c>study.json</c> or the body of a POST: one schema, every problem listed at once.</summary>
public static class StudyRequestReader
{
    /// <summary>Levels of objects and lists in a study, unless the settings say another number.</summary>
    public const int DefaultMaxDepth = 16;

    private const int MaxTrials = 10_000;
    private const int MostConstraints = 100;
    private const int MostFurtherObjectives = 3;
    private const int MaxParallelTrials = 64;

    private static readonly string[] Switch = ["auto", "off"];

    /// <summary>The fields of a study.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "budget", "columns", "constraints", "dataset", "direction", "finalists", "furtherObjectives", "maxLength", "model", "name", "objective", "parallelTrials", "pruner", "pruning",
        "sampler", "searchSpace", "seed", "similarity", "task", "warmStart",
    ];

    /// <summary>The fields of a study's budget.</summary>
    public static IReadOnlyList<string> BudgetFields { get; } = ["cost", "epochs", "minImprovement", "minutes", "trials"];

    /// <summary>The fields of an objective beside the first.</summary>
    public static IReadOnlyList<string> FurtherObjectiveFields { get; } = ["direction", "metric"];

    /// <summary>The fields of a study's columns.</summary>
    public static IReadOnlyList<string> ColumnFields { get; } = ["label", "text", "textPair"];

    /// <summary>The objectives of all tasks.</summary>
    public static IReadOnlyList<string> Objectives { get; } = [.. FineTuningTask.All.SelectMany(task => task.Objectives).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads a study. The search space's entries are checked later, against the model's own defaults.</summary>
    /// <param name="json">The text; empty or white is an empty study, which is valid.</param>
    /// <param name="maxDepth">The most levels of objects and lists.</param>
    /// <returns>The request, and everything that is wrong with it.</returns>
    public static (StudyRequest Request, IReadOnlyList<Problem> Problems) Read(string json, int maxDepth = DefaultMaxDepth)
    {
        ArgumentNullException.ThrowIfNull(json);
        json = json.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(json))
        {
            return (new StudyRequest(), []);
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            StrictJson.ThrowIfNotText(bytes);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            var location = e.LineNumber is { } line ? $"line {line + 1}" : null;
            var problem = new Problem($"The study is no valid JSON: {e.Message}", "Mend the JSON; an empty object {} is a valid study.", Field: "", Location: location);
            return (new StudyRequest(), [problem]);
        }
    }

    private static (StudyRequest Request, IReadOnlyList<Problem> Problems) Read(JsonElement root)
    {
        var problems = new List<Problem>();
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (new StudyRequest(), [Problem.At("", "The study is no JSON object.", "Give an object; {} is a valid study.")]);
        }

        var study = new FieldReader(root, "", Fields, problems);
        var columns = study.Object("columns", ColumnFields);
        var budget = study.Object("budget", BudgetFields);
        var trials = budget?.Integer("trials", 1, MaxTrials) ?? 12;
        var request = new StudyRequest
        {
            Dataset = study.Name("dataset"),
            Name = study.Text("name", maxLength: 200),
            Model = study.Name("model"),
            Task = study.Choice("task", [.. FineTuningTask.All.Select(task => task.Name)]),
            TextColumn = columns?.Text("text", maxLength: 500),
            TextPairColumn = columns?.Text("textPair", maxLength: 500),
            LabelColumn = columns?.Text("label", maxLength: 500),
            Objective = study.Choice("objective", Objectives, MetricNames.Canonical),
            Direction = study.Choice("direction", ["maximize", "minimize"]) switch
            {
                "maximize" => Direction.Maximize,
                "minimize" => Direction.Minimize,
                _ => null,
            },
            FurtherObjectives = [.. study.Objects("furtherObjectives", FurtherObjectiveFields, MostFurtherObjectives).Select(Further)],
            Constraints = [.. study.Texts("constraints", MostConstraints)],
            Trials = trials,
            TotalEpochs = budget?.Positive("epochs"),
            Minutes = budget?.Positive("minutes"),
            Cost = budget?.Positive("cost"),
            MinImprovement = budget?.Positive("minImprovement"),
            ParallelTrials = study.Integer("parallelTrials", 1, MaxParallelTrials) ?? 1,
            Sampler = study.Choice("sampler", SamplerCatalog.Names) ?? "auto",
            Pruner = study.Choice("pruner", StudyRules.Pruners) ?? "auto",
            Pruning = PruningReader.Read(study),
            SearchSpace = study.Raw("searchSpace"),
            Seed = study.Seed("seed") ?? 0,
            MaxLength = study.Integer("maxLength", 4, 131_072),
            UseSimilarity = study.Choice("similarity", Switch) != "off",
            Finalists = FinalistsReader.Read(study.Raw("finalists"), trials, problems),
            WarmStart = study.Choice("warmStart", Switch) != "off",
        };
        return (request, problems);
    }

    private static FurtherObjective Further(FieldReader entry)
    {
        var metric = entry.Choice("metric", Objectives, MetricNames.Canonical) ?? string.Empty;
        return new FurtherObjective(metric, entry.Choice("direction", ["maximize", "minimize"]) switch
        {
            "maximize" => Direction.Maximize,
            "minimize" => Direction.Minimize,
            _ => MetricNames.IsMaximized(metric) ? Direction.Maximize : Direction.Minimize,
        });
    }
}
