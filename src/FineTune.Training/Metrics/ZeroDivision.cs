namespace FineTune.Training.Metrics;

/// <summary>What a score is whose denominator is zero.</summary>
public enum ZeroDivision
{
    /// <summary>0.</summary>
    Zero,

    /// <summary>1.</summary>
    One,

    /// <summary>Not a number; averages leave it out.</summary>
    NaN,
}
