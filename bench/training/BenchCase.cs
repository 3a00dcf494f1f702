namespace FineTune.Training.Bench;

/// <summary>One shape and setting that both sides train.</summary>
internal sealed record BenchCase(
    string Name, int Vocabulary, int Positions, int Hidden, int Layers, int Heads, int Intermediate, int Labels, double Dropout, int FrozenLayers);

/// <summary>One batch: token ids without padding, and labels.</summary>
internal sealed record BenchBatch(IReadOnlyList<int[]> Rows, IReadOnlyList<int> Labels);

/// <summary>What the peer reads.</summary>
internal sealed record BenchWork(BenchCase Case, IReadOnlyList<BenchBatch> Batches, int Threads, int Repeats);

/// <summary>What the peer answers: for each repeat the samples a second of wall clock and of processor time.</summary>
internal sealed record BenchAnswer(string Torch, IReadOnlyList<double[]> Rates);
