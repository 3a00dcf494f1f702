namespace FineTune.Training.Metrics;

/// <summary>The rows whose confidence falls into one bin.</summary>
/// <param name="Index">The bin's 0-based number.</param>
/// <param name="Count">Its rows; at least 1.</param>
/// <param name="Accuracy">The part of them that is right.</param>
/// <param name="Confidence">Their mean confidence.</param>
public readonly record struct CalibrationBin(int Index, int Count, double Accuracy, double Confidence);
