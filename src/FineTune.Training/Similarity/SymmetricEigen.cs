namespace FineTune.Training.Similarity;

/// <summary>Eigenvalues and eigenvectors of a real symmetric matrix: Householder's reduction to three diagonals, then implicit QL steps.</summary>
/// <remarks>
/// In plain C#, in double precision: the matrices here have at most a few hundred rows, and the result is the same on every host.
/// Method: Bowdler, Martin, Reinsch and Wilkinson 1968 (tred2, tql2). n^3 operations.
/// </remarks>
internal sealed class SymmetricEigen
{
    private const int MaxSteps = 60;
    private readonly int _n;
    private readonly double[] _offDiagonal;

    private SymmetricEigen(double[,] matrix)
    {
        _n = matrix.GetLength(0);
        Vectors = (double[,])matrix.Clone();
        Values = new double[_n];
        _offDiagonal = new double[_n];
        Reduce();
        Diagonalize();
    }

    /// <summary>The n eigenvalues, in no particular order.</summary>
    public double[] Values { get; }

    /// <summary>[n, n] the eigenvectors as columns, orthonormal.</summary>
    public double[,] Vectors { get; }

    /// <summary>Decomposes a matrix; only its lower triangle is read.</summary>
    /// <exception cref="ArithmeticException">The matrix has a NaN or infinite element.</exception>
    public static SymmetricEigen Of(double[,] matrix) => new(matrix);

    /// <summary>To three diagonals, with the product of the reflections in <see cref="Vectors"/>.</summary>
    private void Reduce()
    {
        var v = Vectors;
        for (var i = _n - 1; i > 0; i--)
        {
            var scale = 0.0;
            for (var k = 0; k < i; k++)
            {
                scale += Math.Abs(v[i, k]);
            }

            Values[i] = i > 1 && scale > 0 ? Reflect(i, scale) : Skip(i);
        }

        Values[0] = 0;
        for (var i = 0; i < _n; i++)
        {
            Accumulate(i);
        }
    }

    private double Skip(int i)
    {
        _offDiagonal[i] = Vectors[i, i - 1];
        return 0;
    }

    private double Reflect(int i, double scale)
    {
        var v = Vectors;
        var h = 0.0;
        for (var k = 0; k < i; k++)
        {
            v[i, k] /= scale;
            h += v[i, k] * v[i, k];
        }

        var f = v[i, i - 1];
        var g = f >= 0 ? -Math.Sqrt(h) : Math.Sqrt(h);
        _offDiagonal[i] = scale * g;
        h -= f * g;
        v[i, i - 1] = f - g;
        f = 0;
        for (var j = 0; j < i; j++)
        {
            v[j, i] = v[i, j] / h;
            g = 0;
            for (var k = 0; k <= j; k++)
            {
                g += v[j, k] * v[i, k];
            }

            for (var k = j + 1; k < i; k++)
            {
                g += v[k, j] * v[i, k];
            }

            _offDiagonal[j] = g / h;
            f += _offDiagonal[j] * v[i, j];
        }

        var half = f / (h + h);
        for (var j = 0; j < i; j++)
        {
            f = v[i, j];
            _offDiagonal[j] = g = _offDiagonal[j] - (half * f);
            for (var k = 0; k <= j; k++)
            {
                v[j, k] -= (f * _offDiagonal[k]) + (g * v[i, k]);
            }
        }

        return h;
    }

    private void Accumulate(int i)
    {
        var v = Vectors;
        if (Values[i] != 0)
        {
            for (var j = 0; j < i; j++)
            {
                var g = 0.0;
                for (var k = 0; k < i; k++)
                {
                    g += v[i, k] * v[k, j];
                }

                for (var k = 0; k < i; k++)
                {
                    v[k, j] -= g * v[k, i];
                }
            }
        }

        Values[i] = v[i, i];
        v[i, i] = 1;
        for (var j = 0; j < i; j++)
        {
            v[j, i] = v[i, j] = 0;
        }
    }

    private void Diagonalize()
    {
        Array.Copy(_offDiagonal, 1, _offDiagonal, 0, _n - 1);
        _offDiagonal[_n - 1] = 0;
        for (var l = 0; l < _n; l++)
        {
            for (var step = 0; ; step++)
            {
                var m = SmallFrom(l);
                if (m == l)
                {
                    break;
                }

                if (step == MaxSteps)
                {
                    throw new ArithmeticException("The eigenvalues do not converge: the matrix has an element that is no finite number.");
                }

                QlStep(l, m);
            }
        }
    }

    private int SmallFrom(int l)
    {
        var m = l;
        while (m < _n - 1 && Math.Abs(_offDiagonal[m]) > double.Epsilon
            && Math.Abs(_offDiagonal[m]) > 1e-16 * (Math.Abs(Values[m]) + Math.Abs(Values[m + 1])))
        {
            m++;
        }

        return m;
    }

    private void QlStep(int l, int m)
    {
        var (d, e) = (Values, _offDiagonal);
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = double.Hypot(g, 1);
        g = d[m] - d[l] + (e[l] / (g + (g >= 0 ? Math.Abs(r) : -Math.Abs(r))));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var (f, b) = (s * e[i], c * e[i]);
            r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            Rotate(i, c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private void Rotate(int i, double c, double s)
    {
        for (var k = 0; k < _n; k++)
        {
            var f = Vectors[k, i + 1];
            Vectors[k, i + 1] = (s * Vectors[k, i]) + (c * f);
            Vectors[k, i] = (c * Vectors[k, i]) - (s * f);
        }
    }
}
