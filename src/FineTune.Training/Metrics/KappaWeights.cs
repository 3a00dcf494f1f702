namespace FineTune.Training.Metrics;

/// <summary>How much a wrong class counts in Cohen's kappa.</summary>
public enum KappaWeights
{
    /// <summary>Every wrong class alike.</summary>
    None,

    /// <summary>By the distance of the label numbers.</summary>
    Linear,

    /// <summary>By the squared distance.</summary>
    Quadratic,
}
