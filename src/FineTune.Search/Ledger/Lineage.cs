using FineTune.Search.Spaces;

namespace FineTune.Search.Ledger;

/// <summary>Follows checkpoints back: which segment each one continues, and with which hyperparameters a model was trained when.</summary>
public static class Lineage
{
    /// <summary>The segment that a segment continues: another trial's where the checkpoint was adopted; null for one that begins at the pretrained model.</summary>
    /// <param name="state">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="rung">The rung that the segment leads to.</param>
    public static SegmentFinished? Parent(StudyState state, int trial, int rung)
    {
        ArgumentNullException.ThrowIfNull(state);
        var own = state.Find(trial);
        return own?.Adoptions.TryGetValue(rung, out var adopted) == true
            ? state.Find(adopted.Trial)?.Segments.GetValueOrDefault(adopted.Rung)
            : own?.Segments.Values.LastOrDefault(done => done.Rung < rung);
    }

    /// <summary>The segments that led to a trial's newest one, from the pretrained model on.</summary>
    public static IReadOnlyList<SegmentFinished> Segments(StudyState state, int trial)
    {
        ArgumentNullException.ThrowIfNull(state);
        var segments = new List<SegmentFinished>();
        for (var segment = state.Find(trial)?.Segments.Values.LastOrDefault(); segment is not null; segment = Parent(state, segment.Trial, segment.Rung))
        {
            segments.Add(segment);
        }

        segments.Reverse();
        return segments;
    }

    /// <summary>The hyperparameters that a trial's weights were trained with on the way to a rung, in whichever trial that was.</summary>
    public static ParameterSet ParametersAt(StudyState state, int trial, int rung)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Segments(state, trial).LastOrDefault(segment => segment.Rung <= rung) is { } segment
            ? state.Find(segment.Trial)!.ParametersAt(segment.Rung)
            : state.Find(trial)?.Parameters ?? throw new ArgumentException($"There is no trial {trial}.", nameof(trial));
    }

    /// <summary>How the model at a trial's end, or at one of its epochs, was trained: from the pretrained model on, equal stretches as one.</summary>
    /// <param name="state">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="untilEpoch">Stretches that begin here or later are left out; null follows the whole training.</param>
    public static IReadOnlyList<LineageStep> Of(StudyState state, int trial, double? untilEpoch = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        var steps = new List<LineageStep>();
        var from = 0.0;
        foreach (var segment in Segments(state, trial))
        {
            var step = new LineageStep(segment.Trial, from, segment.Epoch, state.Find(segment.Trial)!.ParametersAt(segment.Rung));
            if (steps.Count > 0 && steps[^1].Trial == step.Trial && steps[^1].Parameters.Equals(step.Parameters))
            {
                steps[^1] = steps[^1] with { ToEpoch = step.ToEpoch };
            }
            else
            {
                steps.Add(step);
            }

            from = segment.Epoch;
        }

        return [.. steps.Where(step => untilEpoch is not { } until || step.FromEpoch < until)];
    }
}
