namespace FineTune.Training.Models;

/// <summary>The measures of a ConvNeXt.</summary>
/// <param name="Channels">Channels of the images.</param>
/// <param name="PatchSize">Side of a patch of the stem.</param>
/// <param name="HiddenSizes">Channels of each stage.</param>
/// <param name="Depths">Layers of each stage.</param>
/// <param name="LayerScale">What new layer scales begin with; 0 leaves them out.</param>
/// <param name="DropPath">Stochastic depth of the last layer; it rises to that from 0 at the first.</param>
internal sealed record ConvNextShape(
    int Channels, int PatchSize, IReadOnlyList<int> HiddenSizes, IReadOnlyList<int> Depths, double LayerScale, double DropPath);
