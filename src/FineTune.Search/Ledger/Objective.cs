using FineTune.Search.Planning;

namespace FineTune.Search.Ledger;

/// <summary>Compares objective values so that NaN and infinities never win.</summary>
public static class Objective
{
    /// <summary>Whether a is strictly better than b; a value that is not finite is worse than every finite one.</summary>
    public static bool IsBetter(double a, double b, Direction direction) => Loss(a, direction) < Loss(b, direction);

    /// <summary>The value with a sign such that smaller is better; what is not finite becomes positive infinity.</summary>
    public static double Loss(double value, Direction direction) =>
        !double.IsFinite(value) ? double.PositiveInfinity : direction == Direction.Minimize ? value : -value;
}
