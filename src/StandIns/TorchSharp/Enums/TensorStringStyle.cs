namespace TorchSharp;

/// <summary>How a tensor is shown.</summary>
public enum TensorStringStyle
{
    /// <summary>Metadata.</summary>
    Metadata = 0,

    /// <summary>Julia.</summary>
    Julia = 1,

    /// <summary>Numpy.</summary>
    Numpy = 2,

    /// <summary>CSharp.</summary>
    CSharp = 3,

    /// <summary>Default.</summary>
    Default = 4,
}
