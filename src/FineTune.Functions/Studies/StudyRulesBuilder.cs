using System.Collections.Immutable;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Builds the search's rules from what the study asks for and what is recommended for its model.</summary>
internal static class StudyRulesBuilder
{
    private const int ReductionFactor = StudyRules.DefaultReductionFactor;

    /// <summary>From this many epochs on there are three rungs, so that the first one is an epoch at least.</summary>
    private const double EpochsForThreeRungs = ReductionFactor * ReductionFactor;

    /// <summary>A population is compared so often even where a training is shorter than that in epochs.</summary>
    private const double LeastGenerations = 4;

    private const double MostGenerations = 1000;

    /// <summary>The rules of a study.</summary>
    /// <param name="request">What the study asks for, with <see cref="StudyRequest.For"/> its task.</param>
    /// <param name="settings">What is recommended for the model.</param>
    /// <exception cref="ProblemException">400: the search space or the budget cannot be used; every problem is listed.</exception>
    public static Result Build(StudyRequest request, RecommendedSettings settings)
    {
        var (space, problems) = SearchSpaceJson.Merge(request.SearchSpace, DefaultSpace.For(settings), KnownHyperparameters.Space);
        Refuse(problems);
        space = DefaultSpace.WithoutModelsOwn(space, request.SearchSpace, settings);
        space = WithConstraints(space, request.Constraints);
        var defaults = settings.Hyperparameters with { Epochs = LongestTraining(space) };
        var rules = new StudyRules
        {
            Space = space,
            Direction = request.Direction!.Value,
            FurtherObjectives = [.. request.FurtherObjectives.Select(objective => objective with { Metric = "validation_" + objective.Metric })],
            Seed = request.Seed,
            RungEpochs = request.Pruner == "pbt" ? Generations(defaults.Epochs, request.Pruning) : Rungs(defaults.Epochs, request.Pruner),
            ReductionFactor = ReductionFactor,
            ParallelTrials = request.ParallelTrials,
            MaxTrials = request.Trials,
            MaxTotalEpochs = request.TotalEpochs,
            MinImprovement = request.MinImprovement,
            Enqueued = [TrialHyperparameters.Project(defaults, space)],
            Sampler = request.Sampler,
            Pruner = request.Pruner,
            Pruning = request.Pruning,
            FixedInTraining = request.Pruner == "pbt" ? [.. space.Parameters.Select(parameter => parameter.Name).Where(name => !MidTrainingChanges.Allowed.Contains(name))] : [],
        };
        Refuse(rules.Validate());
        return new Result(rules, defaults);
    }

    private static double LongestTraining(SearchSpace space) => space.Find("epochs") switch
    {
        FixedParameter parameter => parameter.Value.AsDouble(),
        FloatParameter parameter => parameter.High,
        IntegerParameter parameter => parameter.High,
        CategoricalParameter parameter => parameter.Choices.Max(choice => choice.AsDouble()),
        _ => throw new InvalidOperationException("The search space has no epochs."),
    };

    private static ImmutableArray<double> Rungs(double epochs, string pruner) => pruner == "none" || (pruner == "first-epoch" && epochs <= 1)
        ? [epochs]
        : pruner == "first-epoch" ? [1, epochs]
        : epochs >= EpochsForThreeRungs
            ? [epochs / (ReductionFactor * ReductionFactor), epochs / ReductionFactor, epochs]
            : [epochs / ReductionFactor, epochs];

    /// <summary>Where a population is compared: every so many epochs, and at the end.</summary>
    private static ImmutableArray<double> Generations(double epochs, PruningRules pruning)
    {
        var interval = Math.Max(pruning.IntervalEpochs ?? Math.Min(1, epochs / LeastGenerations), epochs / MostGenerations);
        var rungs = ImmutableArray.CreateBuilder<double>();
        for (var generation = 1; interval > 0 && generation * interval < epochs - 1e-9; generation++)
        {
            rungs.Add(generation * interval);
        }

        rungs.Add(epochs);
        return rungs.ToImmutable();
    }

    private static SearchSpace WithConstraints(SearchSpace space, ImmutableArray<string> texts)
    {
        var problems = new List<SearchProblem>();
        var constraints = new List<SpaceConstraint>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (SpaceConstraint.TryParse(texts[i], out var problem) is { } constraint)
            {
                constraints.Add(constraint);
            }
            else
            {
                problems.Add(new SearchProblem($"/constraints/{i}", problem!, "Compare numbers and hyperparameters, e.g. warmupRatio * epochs <= 1."));
            }
        }

        Refuse(problems);
        return SearchSpace.Create(space.Parameters, constraints);
    }

    private static void Refuse(IReadOnlyList<SearchProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new ProblemException(400, "The search cannot be run", [.. problems.Select(problem => Problem.At(problem.Pointer, problem.Message, problem.Remedy))]);
        }
    }

    /// <summary>The rules, and what every trial trains with where its own hyperparameters say nothing.</summary>
    internal sealed record Result(StudyRules Rules, Hyperparameters Defaults);
}
