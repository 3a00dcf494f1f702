namespace FineTune.Training.Images;

/// <summary>What training sees of an image.</summary>
/// <param name="Box">The part of it.</param>
/// <param name="IsMirrored">Whether left and right are changed.</param>
internal readonly record struct AugmentedView(CropBox Box, bool IsMirrored);
