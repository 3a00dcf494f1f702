namespace FineTune.Search.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: exact to rounding, for the small matrices of a search.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Ascending eigenvalues, and the vectors as columns [row, column].</summary>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var v = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && OffDiagonal(a, n) > 0; sweep++)
        {
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(a, v, p, q, n);
                }
            }
        }

        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = a[i, i];
        }

        var order = StableSort.Order(values);
        var vectors = new double[n, n];
        for (var column = 0; column < n; column++)
        {
            for (var row = 0; row < n; row++)
            {
                vectors[row, column] = v[row, order[column]];
            }
        }

        return ([.. order.Select(i => values[i])], vectors);
    }

    private static double OffDiagonal(double[,] a, int n)
    {
        var sum = 0.0;
        for (var p = 0; p < n; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                sum += Math.Abs(a[p, q]);
            }
        }

        return sum;
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q, int n)
    {
        // What is lost beside the diagonal is set to zero, so that the sweeps end.
        if (Math.Abs(a[p, q]) <= 1e-300 || Math.Abs(a[p, q]) < 1e-18 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])))
        {
            a[p, q] = a[q, p] = 0;
            return;
        }

        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = Math.Abs(theta) > 1e150 ? 1 / (2 * theta) : Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        (a[p, p], a[q, q]) = (a[p, p] - (t * a[p, q]), a[q, q] + (t * a[p, q]));
        a[p, q] = a[q, p] = 0;
        for (var k = 0; k < n; k++)
        {
            if (k != p && k != q)
            {
                var (x, y) = (a[k, p], a[k, q]);
                a[k, p] = a[p, k] = (c * x) - (s * y);
                a[k, q] = a[q, k] = (s * x) + (c * y);
            }

            var (left, right) = (v[k, p], v[k, q]);
            v[k, p] = (c * left) - (s * right);
            v[k, q] = (s * left) + (c * right);
        }
    }
}
