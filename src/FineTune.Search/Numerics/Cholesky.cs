using System.Numerics;
using System.Runtime.InteropServices;

namespace FineTune.Search.Numerics;

/// <summary>Triangular factors of symmetric positive matrices in row-major order; inner loops run along rows.</summary>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle by the factor L with L L' = A; false where A is not positive.</summary>
    public static bool Factor(double[] matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = matrix.AsSpan(i * size, i + 1);
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row[..j], matrix.AsSpan(j * size, j))) / matrix[(j * size) + j];
            }

            var rest = row[i] - Dot(row[..i], row[..i]);
            if (!(rest > 0))
            {
                return false;
            }

            row[i] = Math.Sqrt(rest);
        }

        return true;
    }

    /// <summary>Solves L x = b in place.</summary>
    public static void SolveLower(double[] factor, int size, Span<double> b)
    {
        for (var i = 0; i < size; i++)
        {
            b[i] = (b[i] - Dot(factor.AsSpan(i * size, i), b[..i])) / factor[(i * size) + i];
        }
    }

    /// <summary>Solves L' x = b in place.</summary>
    public static void SolveUpper(double[] factor, int size, Span<double> b)
    {
        for (var i = size - 1; i >= 0; i--)
        {
            b[i] /= factor[(i * size) + i];
            AddScaled(b[..i], factor.AsSpan(i * size, i), -b[i]);
        }
    }

    /// <summary>The inverse of A from its factor, both triangles filled.</summary>
    public static double[] Inverse(double[] factor, int size)
    {
        // Rows of the transposed inverse factor: row j holds column j of the inverse of L.
        var columns = new double[size * size];
        for (var j = 0; j < size; j++)
        {
            var column = columns.AsSpan(j * size, size);
            column[j] = 1 / factor[(j * size) + j];
            for (var i = j + 1; i < size; i++)
            {
                column[i] = -Dot(factor.AsSpan((i * size) + j, i - j), column[j..i]) / factor[(i * size) + i];
            }
        }

        var inverse = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var value = Dot(columns.AsSpan((i * size) + i, size - i), columns.AsSpan((j * size) + i, size - i));
                inverse[(i * size) + j] = value;
                inverse[(j * size) + i] = value;
            }
        }

        return inverse;
    }

    /// <summary>The sum of products.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        var more = Vector<double>.Zero;
        var v = 0;
        for (; v + 1 < left.Length; v += 2)
        {
            sums += left[v] * right[v];
            more += left[v + 1] * right[v + 1];
        }

        if (v < left.Length)
        {
            sums += left[v] * right[v];
        }

        var sum = Vector.Sum(sums + more);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>target += factor * source.</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var to = MemoryMarshal.Cast<double, Vector<double>>(target);
        var from = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (var v = 0; v < to.Length; v++)
        {
            to[v] += from[v] * factor;
        }

        for (var i = to.Length * Vector<double>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }
}
