using System.Collections.Immutable;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Studies;

/// <summary>Good settings of concluded studies by model family: written when a study concludes, tried early by the next one of the family.</summary>
public sealed class EarlierStudies(Containers containers, TimeProvider time)
{
    private const int KeptSettings = 3;
    private const int MostRead = 40;
    private const int MostTransferred = 2;

    /// <summary>Writes down what a concluded study found; nothing where no setting beat its baseline.</summary>
    /// <remarks>Idempotent by study: a second run writes the same.</remarks>
    public async Task SaveAsync(StudyId id, StudyPlan plan, StudyState state, CancellationToken cancellation)
    {
        var good = Good(plan, state);
        if (good.Count > 0 && plan.Family.Length > 0)
        {
            var earlier = new EarlierStudy(id.Value, plan.Dataset, plan.Task, time.GetUtcNow(), good);
            await containers.Studies.WriteJsonAsync(StudyPaths.Settings(plan.Family, id), earlier, StudiesJson.Default.EarlierStudy, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The studies of a model family and a task to learn from: those on the same dataset first, then the newest.</summary>
    public async Task<IReadOnlyList<EarlierStudy>> FindAsync(string family, string dataset, string task, StudyId self, CancellationToken cancellation)
    {
        var files = await containers.Studies.ListFolderAsync(StudyPaths.Settings(family), cancellation).ConfigureAwait(false);
        var found = new List<EarlierStudy>();
        foreach (var file in files.OrderByDescending(file => file.File.StartsWith(dataset + "-", StringComparison.Ordinal)).ThenBy(file => file.File, StringComparer.Ordinal).Take(MostRead))
        {
            if ((await containers.Studies.ReadJsonAsync(file.Blob, StudiesJson.Default.EarlierStudy, cancellation).ConfigureAwait(false)).Value is { } earlier
                && earlier.Task == task && earlier.Study != self.Value)
            {
                found.Add(earlier);
            }
        }

        return [.. found.OrderByDescending(earlier => earlier.Dataset == dataset).ThenByDescending(earlier => earlier.ConcludedAt).ThenBy(earlier => earlier.Study, StringComparer.Ordinal)];
    }

    /// <summary>Forgets what a study that is deleted found.</summary>
    public Task ForgetAsync(StudyId id, StudyPlan plan, CancellationToken cancellation) =>
        containers.Studies.GetBlobClient(StudyPaths.Settings(plan.Family, id)).DeleteIfExistsAsync(cancellationToken: cancellation);

    /// <summary>The settings to try, brought into a study's space: what the space does not search stays as it says, what lies outside of a range moves to its end.</summary>
    internal static IReadOnlyList<(ParameterSet Setting, string Origin)> Transfer(IReadOnlyList<EarlierStudy> earlier, SearchSpace space, ParameterSet baseline)
    {
        var transferred = new List<(ParameterSet Setting, string Origin)>();
        foreach (var (study, setting) in earlier.SelectMany(study => study.Settings.Take(1).Select(setting => (study, setting))))
        {
            var fitted = Fit(setting, space, baseline);
            if (transferred.Count < MostTransferred && !fitted.Equals(baseline) && transferred.TrueForAll(other => !other.Setting.Equals(fitted)) && space.Contains(fitted))
            {
                transferred.Add((fitted, $"transferred from {study.Study}"));
            }
        }

        return transferred;
    }

    /// <summary>A setting in a study's space: the baseline where the space searches nothing or the setting says nothing, the end of a range where it lies outside.</summary>
    internal static ParameterSet Fit(ParameterSet setting, SearchSpace space, ParameterSet baseline) => ParameterSet.Create(baseline.Select(own =>
        KeyValuePair.Create(own.Key, space.Find(own.Key) is not (null or FixedParameter) && setting.TryGetValue(own.Key, out var value) ? Fit(value, space.Find(own.Key)!, own.Value) : own.Value)));

    private static ParameterValue Fit(ParameterValue value, Parameter parameter, ParameterValue otherwise) => parameter switch
    {
        FloatParameter range when value.IsNumber => ParameterValue.Of(Math.Clamp(value.AsDouble(), range.Low, range.High)),
        IntegerParameter range when value.IsNumber => ParameterValue.Of(Math.Clamp((long)Math.Round(value.AsDouble()), range.Low, range.High)),
        _ => parameter.Contains(value) ? value : otherwise,
    } is var fitted && parameter.Contains(fitted) ? fitted : otherwise;

    /// <summary>A setting that changed on the way is none that a later trial could begin with.</summary>
    private static List<ParameterSet> Good(StudyPlan plan, StudyState state)
    {
        var bar = state.Find(0)?.BestObjective is { } baseline && double.IsFinite(baseline) ? Objective.Loss(baseline, plan.Rules.Direction) : double.PositiveInfinity;
        var searched = plan.Rules.Space.Parameters.Where(parameter => parameter is not FixedParameter).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return [.. state.Trials
            .Where(trial => trial.Number != 0 && trial.Status == TrialStatus.Completed && trial.Adoptions.IsEmpty && trial.BestObjective is { } value && Objective.Loss(value, plan.Rules.Direction) < bar)
            .OrderBy(trial => Objective.Loss(trial.BestObjective!.Value, plan.Rules.Direction))
            .ThenBy(trial => trial.Number)
            .Take(KeptSettings)
            .Select(trial => ParameterSet.Create(trial.Parameters.Where(entry => searched.Contains(entry.Key))))];
    }
}
