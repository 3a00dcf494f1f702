namespace FineTune.Search.Numerics;

/// <summary>Cholesky factors of matrices with a few rows.</summary>
internal static class SmallCholesky
{
    /// <summary>The lower factor; a pivot that is not positive becomes zero.</summary>
    public static double[,] Factor(int size, Func<int, int, double> matrix)
    {
        var factor = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix(i, j);
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 0)) : factor[j, j] == 0 ? 0 : sum / factor[j, j];
            }
        }

        return factor;
    }

    /// <summary>The solution of L x = b.</summary>
    public static double[] SolveLower(double[,] factor, double[] right)
    {
        var solution = new double[right.Length];
        for (var i = 0; i < right.Length; i++)
        {
            var sum = right[i];
            for (var j = 0; j < i; j++)
            {
                sum -= factor[i, j] * solution[j];
            }

            solution[i] = factor[i, i] == 0 ? 0 : sum / factor[i, i];
        }

        return solution;
    }
}
