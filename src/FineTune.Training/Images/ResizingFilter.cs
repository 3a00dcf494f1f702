namespace FineTune.Training.Images;

/// <summary>How pixels between pixels are made, by the numbers of PIL and of "resample" in preprocessor_config.json.</summary>
internal enum ResizingFilter
{
    /// <summary>Weights that fall linearly over one pixel to each side.</summary>
    Bilinear = 2,

    /// <summary>Cubic weights (a = -0.5) over two pixels to each side.</summary>
    Bicubic = 3,
}
