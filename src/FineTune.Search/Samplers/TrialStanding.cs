namespace FineTune.Search.Samplers;

/// <summary>What a trial of the history is to a sampler.</summary>
internal enum TrialStanding
{
    /// <summary>Trained to its end, with a final value.</summary>
    Complete,

    /// <summary>Stopped, paused, or promoted and under way: its last value counts, farther-trained trials first.</summary>
    Pruned,

    /// <summary>Under way without a value.</summary>
    Running,

    /// <summary>Diverged or failed: a setting to keep away from.</summary>
    Failed,
}
