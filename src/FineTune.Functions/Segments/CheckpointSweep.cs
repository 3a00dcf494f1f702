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

    /// <summary>Deletes what a trial has besides its newest checkpoint. Only the attempt that holds the trial's fence may ask for it.</summary>
    /// <param name="id">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="keep">The newest checkpoint's folder; empty where there is none.</param>
    public Task SweepTrialAsync(StudyId id, int trial, string keep) =>
        checkpoints.SweepAsync(StudyPaths.Trial(id, trial), keep.Length > 0 ? keep : null, CancellationToken.None);

    /// <summary>Deletes the checkpoints of trials that are over and not among the best.</summary>
    public async Task SweepStudyAsync(StudyId id, StudyState state, Direction direction)
    {
        foreach (var trial in CheckpointRetention.Doomed(state, direction, options.RetainedCheckpoints).Where(trial => !_swept.ContainsKey((id, trial))))
        {
            await checkpoints.SweepAsync(StudyPaths.Trial(id, trial), keep: null, CancellationToken.None).ConfigureAwait(false);
            _swept[(id, trial)] = true;
        }
    }

    /// <summary>Frees this host's copies of a concluded study's checkpoints; storage keeps them.</summary>
    public async Task FreeHostAsync(StudyId id, StudyState state, Direction direction)
    {
        await SweepStudyAsync(id, state, direction).ConfigureAwait(false);
        foreach (var prefix in state.Trials.Select(trial => trial.Checkpoint).OfType<string>())
        {
            await checkpoints.DropFromCacheAsync(prefix, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
