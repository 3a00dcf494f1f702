namespace FineTune.Search.Numerics;

/// <summary>Minimises a smooth function inside a box: limited-memory BFGS on the free coordinates with projected, backtracking steps.</summary>
internal static class BoxMinimizer
{
    private const int Memory = 8;

    /// <summary>A function that returns its value and fills its gradient.</summary>
    public delegate double Function(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>Improves x in place and returns the value there.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Start and result.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds.</param>
    /// <param name="tolerance">Ends when no component of the projected gradient is larger.</param>
    /// <param name="rounds">At most so many steps.</param>
    public static double Minimize(Function function, double[] x, double[] low, double[] high, double tolerance, int rounds)
    {
        var size = x.Length;
        var gradient = new double[size];
        var value = function(x, gradient);
        var pairs = new List<(double[] Step, double[] Change, double Inverse)>(Memory);
        var trial = new double[size];
        var trialGradient = new double[size];
        for (var round = 0; round < rounds && ProjectedNorm(x, gradient, low, high) > tolerance; round++)
        {
            var direction = Direction(x, gradient, low, high, pairs);
            var slope = Cholesky.Dot(direction, gradient);
            if (!(slope < 0))
            {
                if (pairs.Count == 0)
                {
                    break;
                }

                pairs.Clear();
                continue;
            }

            var length = pairs.Count == 0 ? Math.Min(1, 1 / Norm(gradient)) : 1.0;
            var accepted = false;
            for (var halving = 0; halving < 30 && !accepted; halving++, length *= 0.5)
            {
                var decrease = 0.0;
                for (var i = 0; i < size; i++)
                {
                    trial[i] = Math.Clamp(x[i] + (length * direction[i]), low[i], high[i]);
                    decrease += gradient[i] * (trial[i] - x[i]);
                }

                var trialValue = function(trial, trialGradient);
                if (trialValue <= value + (1e-4 * decrease) && decrease < 0)
                {
                    Remember(pairs, x, trial, gradient, trialGradient);
                    accepted = true;
                    value = trialValue;
                }
            }

            if (!accepted)
            {
                if (pairs.Count == 0)
                {
                    break;
                }

                pairs.Clear();
                continue;
            }

            trial.CopyTo(x, 0);
            trialGradient.CopyTo(gradient, 0);
        }

        return value;
    }

    private static double[] Direction(double[] x, double[] gradient, double[] low, double[] high, List<(double[] Step, double[] Change, double Inverse)> pairs)
    {
        var direction = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            direction[i] = IsHeld(x[i], gradient[i], low[i], high[i]) ? 0 : -gradient[i];
        }

        var weights = new double[pairs.Count];
        for (var p = pairs.Count - 1; p >= 0; p--)
        {
            weights[p] = pairs[p].Inverse * Cholesky.Dot(pairs[p].Step, direction);
            Cholesky.AddScaled(direction, pairs[p].Change, -weights[p]);
        }

        if (pairs.Count > 0)
        {
            var newest = pairs[^1];
            var scale = 1 / (newest.Inverse * Cholesky.Dot(newest.Change, newest.Change));
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var p = 0; p < pairs.Count; p++)
        {
            var correction = weights[p] - (pairs[p].Inverse * Cholesky.Dot(pairs[p].Change, direction));
            Cholesky.AddScaled(direction, pairs[p].Step, correction);
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (IsHeld(x[i], gradient[i], low[i], high[i]))
            {
                direction[i] = 0;
            }
        }

        return direction;
    }

    private static void Remember(List<(double[] Step, double[] Change, double Inverse)> pairs, double[] x, double[] next, double[] gradient, double[] nextGradient)
    {
        var step = new double[x.Length];
        var change = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            step[i] = next[i] - x[i];
            change[i] = nextGradient[i] - gradient[i];
        }

        var curvature = Cholesky.Dot(step, change);
        if (curvature > 1e-12 * Math.Sqrt(Cholesky.Dot(step, step) * Cholesky.Dot(change, change)))
        {
            if (pairs.Count == Memory)
            {
                pairs.RemoveAt(0);
            }

            pairs.Add((step, change, 1 / curvature));
        }
    }

    private static bool IsHeld(double x, double gradient, double low, double high) => (x <= low && gradient > 0) || (x >= high && gradient < 0);

    private static double ProjectedNorm(double[] x, double[] gradient, double[] low, double[] high)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(Math.Clamp(x[i] - gradient[i], low[i], high[i]) - x[i]));
        }

        return largest;
    }

    private static double Norm(double[] vector) => Math.Sqrt(Cholesky.Dot(vector, vector));
}
