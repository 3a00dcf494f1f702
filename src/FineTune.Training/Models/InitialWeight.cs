namespace FineTune.Training.Models;

/// <summary>How a weight that no file holds begins.</summary>
internal enum InitialWeight
{
    /// <summary>Normal with the configuration's initializer_range.</summary>
    Normal,

    /// <summary>Normal, with zeros in the padding token's row.</summary>
    NormalWithPadding,

    /// <summary>Normal with variance 2 / (outputs · kernel area): convolutions before a rectifier (He, Zhang, Ren and Sun 2015).</summary>
    FanOut,

    /// <summary>ConvNeXt's layer_scale_init_value: the scale of a branch, which decays as matrices do.</summary>
    LayerScale,

    /// <summary>Zeros: biases.</summary>
    Zeros,

    /// <summary>Ones: the scale of norms.</summary>
    Ones,
}
