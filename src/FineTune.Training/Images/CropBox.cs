namespace FineTune.Training.Images;

/// <summary>A rectangle of an image, in pixels.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct CropBox(int Left, int Top, int Width, int Height);
