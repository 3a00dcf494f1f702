using FineTune.Training.Datasets;
using FineTune.Training.Metrics;
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

        var matrix = new ConfusionMatrix([.. labels], predictions, logits.Count == 0 ? 1 : logits[0].Length);
        return new SplitScores(loss / labels.Count, matrix.Accuracy, matrix.Score(Averaging.Macro).F, predictions, matrix);
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
}
