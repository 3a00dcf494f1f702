namespace TorchSharp;

/// <summary>Padding by name.</summary>
public enum Padding
{
    /// <summary>Valid.</summary>
    Valid = 0,

    /// <summary>Same.</summary>
    Same = 1,
}
