namespace TorchSharp;

public static partial class torch
{
    /// <summary>How an image is resized.</summary>
    public enum InterpolationMode
    {
        /// <summary>Nearest.</summary>
        Nearest = 0,

        /// <summary>Linear.</summary>
        Linear = 1,

        /// <summary>Bilinear.</summary>
        Bilinear = 2,

        /// <summary>Bicubic.</summary>
        Bicubic = 3,

        /// <summary>Trilinear.</summary>
        Trilinear = 4,

        /// <summary>Area.</summary>
        Area = 5,

        /// <summary>NearestExact.</summary>
        NearestExact = 6,
    }
}
