namespace FineTune.Search.Finalists;

/// <summary>What a race has come to.</summary>
public enum FinalistVerdict
{
    /// <summary>It goes on: another seed is trained of those left.</summary>
    TrainMore,

    /// <summary>One finalist is better than all others, beyond doubt.</summary>
    Winner,

    /// <summary>The finalists that are left cannot be told apart: the cheapest is taken.</summary>
    Equal,
}
