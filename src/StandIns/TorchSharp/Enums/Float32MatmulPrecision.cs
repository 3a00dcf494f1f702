namespace TorchSharp;

/// <summary>How exact products of float matrices are on a device with shortcuts.</summary>
public enum Float32MatmulPrecision
{
    /// <summary>highest.</summary>
    highest = 0,

    /// <summary>high.</summary>
    high = 1,

    /// <summary>medium.</summary>
    medium = 2,
}
