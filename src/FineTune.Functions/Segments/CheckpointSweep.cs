using System.Collections.Concurrent;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Segments;

/// <summary>Deletes checkpoints that can no longer matter, and what crashed attempts left behind.</summary>
public sealed class CheckpointSweep(CheckpointStore checkpoints, FineTuneOptions options)
{
    private readonly ConcurrentDictionary<(StudyId Study, int Trial), bool> _swept = new();

    /// <summary>Deletes what a trial has besides its newest checkpoint and those that others may adopt. Only the attempt that holds the trial's fence may ask for it.</summary>
    /// <param name="id">The study.</param>
    /// <param name="state">Its ledger.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="newest">The newest checkpoint's folder; empty where there is none.</param>
    public Task SweepTrialAsync(StudyId id, StudyState state, StudyRules rules, int trial, string newest)
    {
        var adoptable = CheckpointRetention.Adoptable(state, rules, trial);
        string[] keep = newest.Length > 0 ? [newest, .. adoptable] : [.. adoptable];
        return checkpoints.SweepAsync(StudyPaths.Trial(id, trial), keep, CancellationToken.None);
    }

    /// <summary>Deletes the checkpoints of trials that are over and not among the best.</summary>
    public async Task SweepStudyAsync(StudyId id, StudyState state, StudyRules rules)
    {
        foreach (var trial in CheckpointRetention.Doomed(state, rules, options.RetainedCheckpoints).Where(trial => !_swept.ContainsKey((id, trial))))
        {
            await checkpoints.SweepAsync(StudyPaths.Trial(id, trial), keep: [], CancellationToken.None).ConfigureAwait(false);
            _swept[(id, trial)] = true;
        }
    }

    /// <summary>Deletes what a population that is trained keeps beside the newest checkpoint of each member.</summary>
    public async Task SweepPopulationAsync(StudyId id, StudyState state, StudyRules rules)
    {
        foreach (var trial in rules.IsPopulation ? state.Trials.Where(trial => trial.Checkpoint is not null) : [])
        {
            await SweepTrialAsync(id, state, rules, trial.Number, trial.Checkpoint!).ConfigureAwait(false);
        }
    }

    /// <summary>Frees this host's copies of a concluded study's checkpoints; storage keeps them.</summary>
    public async Task FreeHostAsync(StudyId id, StudyState state, StudyRules rules)
    {
        await SweepStudyAsync(id, state, rules).ConfigureAwait(false);
        foreach (var prefix in state.Trials.Select(trial => trial.Checkpoint).OfType<string>())
        {
            await checkpoints.DropFromCacheAsync(prefix, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
