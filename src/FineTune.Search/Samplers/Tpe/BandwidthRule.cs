namespace FineTune.Search.Samplers.Tpe;

/// <summary>How wide the kernels of a Parzen estimator are.</summary>
public enum BandwidthRule
{
    /// <summary>The larger gap to the neighbouring observations (Optuna 5; Optuna 4 for single parameters).</summary>
    NeighbourGap,

    /// <summary>One width for all, 0.2 n^(-1/(d+4)) of the range (Optuna 4 for joint parameters).</summary>
    ShrinkingWithCount,
}
