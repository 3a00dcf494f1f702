using System.Globalization;
using FineTune.Functions.Activities;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Finalists;

/// <summary>One segment of a finalist's training with a seed of its own: what is trained and where it lies.</summary>
internal sealed class FinalistJob
{
    private readonly StudyState _state;
    private readonly string _root;

    /// <summary>The segment of a study.</summary>
    public FinalistJob(StudyId study, StudyPlan plan, StudyState state, FinalistSegment segment)
    {
        (Study, Plan, _state, Segment) = (study, WithSeed(plan, segment.Seed), state, segment);
        _root = StudyPaths.Finalist(study, segment.Trial, segment.Seed);
        var end = Math.Min(plan.Rules.RungEpochs[^1], TrialHyperparameters.Resolve(plan.Defaults, ParametersAt(plan.Rules.RungEpochs.Length - 1)).Epochs);
        ToEpoch = Math.Min(plan.Rules.RungEpochs[segment.Rung], end);
        IsLast = ToEpoch >= end;
    }

    /// <summary>The study.</summary>
    public StudyId Study { get; }

    /// <summary>The plan as it would be with the finalist's seed of head, data order and dropout; the splits stay what they are.</summary>
    public StudyPlan Plan { get; }

    /// <summary>Trial, seed and rung.</summary>
    public FinalistSegment Segment { get; }

    /// <summary>Cumulative epochs at the segment's end.</summary>
    public double ToEpoch { get; }

    /// <summary>Whether the training is whole with this segment.</summary>
    public bool IsLast { get; }

    /// <summary>The folder of everything that this training keeps while it runs.</summary>
    public string Root => _root;

    /// <summary>Where the checkpoint of this segment belongs.</summary>
    public string Here => At(Segment.Rung);

    /// <summary>Where an attempt that was asked to stop leaves its checkpoint.</summary>
    public string Paused => Here + "paused/";

    /// <summary>Where the checkpoint of a segment belongs.</summary>
    public string At(int rung) => string.Create(CultureInfo.InvariantCulture, $"{_root}rung-{rung}/");

    /// <summary>The hyperparameters of a segment; those of a member of a population are the ones that its weights were trained with there.</summary>
    public ParameterSet ParametersAt(int rung) => Lineage.ParametersAt(_state, Segment.Trial, rung);

    /// <summary>The segment's identity: the same as a trial's with this seed.</summary>
    /// <param name="parentHash">The content hash of the checkpoint before; null for the first segment.</param>
    public SegmentIdentity IdentityFrom(string? parentHash) =>
        SegmentIdentity.Of(Plan, TrialHyperparameters.Resolve(Plan.Defaults, ParametersAt(Segment.Rung)), ToEpoch, parentHash);

    private static StudyPlan WithSeed(StudyPlan plan, int seed) =>
        plan with { Rules = plan.Rules with { Seed = unchecked(plan.Rules.Seed + (0x9E3779B97F4A7C15UL * (ulong)(seed + 1))) } };
}
