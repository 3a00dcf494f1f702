namespace FineTune.Training.Bench;

/// <summary>How a case is trained.</summary>
internal enum BenchSetting
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>The upper half of the layers and the head; embeddings are frozen too.</summary>
    Frozen,

    /// <summary>Adapters of rank 8 on queries and values, and the classifier where there is one.</summary>
    Lora,
}
