namespace FineTune.Search.Planning;

/// <summary>Whether a smaller or a larger objective is better.</summary>
public enum Direction
{
    /// <summary>Smaller is better (loss).</summary>
    Minimize,

    /// <summary>Larger is better (accuracy).</summary>
    Maximize,
}
