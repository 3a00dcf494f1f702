using FineTune.Training.Datasets;
using FineTune.Training.Models;

namespace FineTune.Training;

/// <summary>Measures a classifier over a whole split: never a mean of batch means.</summary>
internal static class Evaluator
{
    /// <summary>Runs the model over the split and measures loss, accuracy and macro F1.</summary>
    public static SplitScores Score(PretrainedModel model, PreparedSplit split)
    {
        var rows = Enumerable.Range(0, split.Count).Select(i => split.Tokens(i).ToArray()).ToList();
        return Score(Predictor.Logits(model, rows), split.LabelIds);
    }

    /// <summary>Measures logits against labels.</summary>
    public static SplitScores Score(IReadOnlyList<float[]> logits, IReadOnlyList<int> labels)
    {
        var predictions = new int[labels.Count];
        var loss = 0.0;
        for (var i = 0; i < labels.Count; i++)
        {
            loss -= LogProbability(logits[i], labels[i]);
            predictions[i] = Largest(logits[i]);
        }

        var correct = predictions.Zip(labels).Count(p => p.First == p.Second);
        return new SplitScores(loss / labels.Count, correct / (double)labels.Count, MacroF1(predictions, labels), predictions);
    }

    /// <summary>The probabilities of each class.</summary>
    public static double[] Softmax(ReadOnlySpan<float> logits)
    {
        var result = new double[logits.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Math.Exp(LogProbability(logits, i));
        }

        return result;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int label)
    {
        double highest = float.NegativeInfinity, sum = 0;
        foreach (var logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        return logits[label] - highest - Math.Log(sum);
    }

    private static int Largest(float[] logits) => Array.IndexOf(logits, logits.Max());

    private static double MacroF1(int[] predictions, IReadOnlyList<int> labels)
    {
        var classes = predictions.Concat(labels).Distinct().Order().ToArray();
        return classes.Average(c =>
        {
            var hits = predictions.Zip(labels).Count(p => p.First == c && p.Second == c);
            var total = predictions.Count(p => p == c) + labels.Count(l => l == c);
            return total == 0 ? 0 : 2.0 * hits / total;
        });
    }
}
