namespace FineTune.Search.Spaces;

/// <summary>The four kinds of value that a hyperparameter can have.</summary>
public enum ParameterKind
{
    /// <summary>A double.</summary>
    Float,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A text, usually the name of a choice.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,
}
