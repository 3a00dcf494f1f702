namespace FineTune.Training.Optimization;

/// <summary>How a rate moves between its ends.</summary>
public enum CurveShape
{
    /// <summary>On a straight line.</summary>
    Linear,

    /// <summary>On half a cosine.</summary>
    Cosine,

    /// <summary>With one minus the square root of the way gone.</summary>
    OneMinusRoot,
}
