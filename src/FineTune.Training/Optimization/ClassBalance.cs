using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>What each class weighs in the loss.</summary>
internal static class ClassBalance
{
    /// <summary>The weights that are given, those that balance the classes where asked for, or null for equal ones.</summary>
    public static IReadOnlyList<double>? WeightsOf(Hyperparameters hyperparameters, IReadOnlyList<int> labels) =>
        hyperparameters.ClassWeights ?? (hyperparameters.ClassWeighting == "balanced" ? Balanced(labels) : null);

    /// <summary>The weights as the loss of these logits [.., C] wants them; null for equal ones.</summary>
    public static Tensor? Of(IReadOnlyList<double>? weights, Tensor logits) => weights is null ? null
        : tensor([.. weights, .. Enumerable.Repeat(1.0, Math.Max(0, (int)logits.shape[^1] - weights.Count))], dtype: logits.dtype, device: logits.device);

    /// <summary>rows / (classes with rows · rows of the class), as scikit-learn has it; a class without rows weighs 1, which nothing meets.</summary>
    private static double[] Balanced(IReadOnlyList<int> labels)
    {
        var counts = new int[labels.Count == 0 ? 0 : labels.Max() + 1];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var present = counts.Count(c => c > 0);
        return [.. counts.Select(c => c == 0 ? 1 : (double)labels.Count / present / c)];
    }
}
