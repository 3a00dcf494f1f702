namespace FineTune.Search.Ledger;

/// <summary>A finalist was trained again with a seed of its own and judged on the validation split, example by example.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Seed">The number of the seed, counted from 0; the same number is the same seed for every finalist.</param>
/// <param name="Loss">The mean loss over the examples; infinite where the training failed.</param>
/// <param name="Losses">Where the losses of the examples lie; empty where the training failed.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reason">How it ended, in words.</param>
public sealed record FinalistTrained(int Trial, int Seed, double Loss, string Losses, double Epochs, double Seconds, string Reason) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => IdOf(Trial, Seed);

    /// <summary>The identity of a training: a second one of the same trial and seed changes nothing.</summary>
    public static string IdOf(int trial, int seed) => $"finalist/{trial}/seed/{seed}";
}
