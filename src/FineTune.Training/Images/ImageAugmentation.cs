using FineTune.Training.Optimization;

namespace FineTune.Training.Images;

/// <summary>
/// Random resized crop and horizontal flip (Szegedy et al. 2015, as torchvision does them): a part of 3:4 to 4:3 that covers a
/// random share of the image, mirrored half of the time. A pure function of seed, epoch and row, so it does not depend on which
/// rows pass at once, on threads, or on where a trial was resumed.
/// </summary>
/// <param name="leastArea">The smallest share of the image that is taken; 1 takes the whole image as it is.</param>
/// <param name="mirrors">Whether half of the views are mirrored.</param>
internal sealed class ImageAugmentation(double leastArea, bool mirrors)
{
    private const int Attempts = 10;
    private const double NarrowestRatio = 3.0 / 4;
    private const double WidestRatio = 4.0 / 3;

    /// <summary>What a trial's hyperparameters ask for.</summary>
    public static ImageAugmentation Of(Hyperparameters hyperparameters) => new(
        hyperparameters.Augmentation is "crop" or "crop-flip" ? hyperparameters.LeastCropArea : 1,
        hyperparameters.Augmentation is "flip" or "crop-flip");

    /// <summary>Whether every view is the image as it is.</summary>
    public bool IsNone => leastArea >= 1 && !mirrors;

    /// <summary>Whether parts are cut out.</summary>
    public bool Crops => leastArea < 1;

    /// <summary>The view of a row.</summary>
    /// <param name="epoch">The key of trial and epoch.</param>
    /// <param name="row">The row's number within the split.</param>
    /// <param name="width">Pixels in a row of the image.</param>
    /// <param name="height">Rows of the image.</param>
    public AugmentedView View(RandomKey epoch, int row, int width, int height)
    {
        var draws = epoch.Derive((ulong)row);
        var mirrored = mirrors && draws.Uniform(0) < 0.5;
        return new AugmentedView(Crops ? Box(draws.Derive("crop"), width, height) : new CropBox(0, 0, width, height), mirrored);
    }

    private CropBox Box(RandomKey draws, int width, int height)
    {
        var area = (double)width * height;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var share = leastArea + ((1 - leastArea) * draws.Uniform((ulong)(4 * attempt)));
            var ratio = Math.Exp(Math.Log(NarrowestRatio) + (Math.Log(WidestRatio / NarrowestRatio) * draws.Uniform((ulong)((4 * attempt) + 1))));
            var cutWidth = (int)Math.Round(Math.Sqrt(area * share * ratio));
            var cutHeight = (int)Math.Round(Math.Sqrt(area * share / ratio));
            if (cutWidth >= 1 && cutHeight >= 1 && cutWidth <= width && cutHeight <= height)
            {
                return new CropBox(
                    draws.Below((ulong)((4 * attempt) + 2), width - cutWidth + 1),
                    draws.Below((ulong)((4 * attempt) + 3), height - cutHeight + 1),
                    cutWidth,
                    cutHeight);
            }
        }

        return Middle(width, height);
    }

    /// <summary>The largest middle part whose ratio is allowed.</summary>
    private static CropBox Middle(int width, int height)
    {
        var ratio = (double)width / height;
        var cutWidth = ratio > WidestRatio ? Math.Max(1, (int)Math.Round(height * WidestRatio)) : width;
        var cutHeight = ratio < NarrowestRatio ? Math.Max(1, (int)Math.Round(width / NarrowestRatio)) : height;
        return new CropBox((width - cutWidth) / 2, (height - cutHeight) / 2, cutWidth, cutHeight);
    }
}
