namespace FineTune.Search.Samplers.Gaussian;

/// <summary>What a proposal is worth: the logarithm of an expected improvement.</summary>
internal interface IAcquisition
{
    /// <summary>The worth of a point.</summary>
    double Log(ReadOnlySpan<double> point);

    /// <summary>The worth of a point, and its derivatives by the numeric coordinates; what stands at choices means nothing.</summary>
    double Log(ReadOnlySpan<double> point, Span<double> gradient);
}
