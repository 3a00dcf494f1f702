namespace FineTune.Functions.Storage;

/// <summary>A finalist's whole training in the index, under the key of its last segment: what was measured, whichever study trained it.</summary>
/// <param name="Losses">The losses of the validation examples in order; empty where the training failed.</param>
/// <param name="Epoch">Epochs trained.</param>
/// <param name="Reason">How it ended, in words.</param>
public sealed record FinalistRecord(IReadOnlyList<double> Losses, double Epoch, string Reason);
