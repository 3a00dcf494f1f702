namespace FineTune.Training.Metrics;

/// <summary>How the scores of classes become one.</summary>
public enum Averaging
{
    /// <summary>From the counts of all classes together.</summary>
    Micro,

    /// <summary>The mean over classes.</summary>
    Macro,

    /// <summary>The mean over classes, weighted by their true rows.</summary>
    Weighted,
}
