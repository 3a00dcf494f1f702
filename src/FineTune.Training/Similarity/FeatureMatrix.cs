using System.Numerics;

namespace FineTune.Training.Similarity;

/// <summary>Features of rows, [rows, columns] in double precision: what a frozen model makes of a dataset.</summary>
/// <param name="values">The values, row by row.</param>
/// <param name="columns">Columns.</param>
internal sealed class FeatureMatrix(double[] values, int columns)
{
    /// <summary>Rows.</summary>
    public int Rows => values.Length / columns;

    /// <summary>Columns.</summary>
    public int Columns => columns;

    /// <summary>All values, row by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>One row.</summary>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * columns, columns);

    /// <summary>The chosen rows in the given order.</summary>
    public FeatureMatrix Take(IReadOnlyList<int> rows)
    {
        var taken = new double[rows.Count * columns];
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(taken.AsSpan(i * columns));
        }

        return new FeatureMatrix(taken, columns);
    }

    /// <summary>Each column's mean and population standard deviation; a constant column's deviation counts as 1.</summary>
    public (double[] Means, double[] Deviations) Moments()
    {
        var (means, deviations) = (new double[columns], new double[columns]);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                means[column] += Row(row)[column] / Rows;
            }
        }

        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var difference = Row(row)[column] - means[column];
                deviations[column] += difference * difference / Rows;
            }
        }

        for (var column = 0; column < columns; column++)
        {
            deviations[column] = deviations[column] > 0 ? Math.Sqrt(deviations[column]) : 1;
        }

        return (means, deviations);
    }

    /// <summary>The columns shifted and scaled.</summary>
    public FeatureMatrix Standardized(double[] means, double[] deviations)
    {
        var scaled = new double[values.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (values[i] - means[i % columns]) / deviations[i % columns];
        }

        return new FeatureMatrix(scaled, columns);
    }

    /// <summary>F·Fᵀ, [rows, rows].</summary>
    public double[,] RowProducts()
    {
        var products = new double[Rows, Rows];
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                products[i, j] = products[j, i] = Dot(Row(i), Row(j));
            }
        }

        return products;
    }

    /// <summary>Fᵀ·F, [columns, columns].</summary>
    public double[,] ColumnProducts()
    {
        var transposed = new double[values.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * Rows) + row] = values[(row * columns) + column];
            }
        }

        return new FeatureMatrix(transposed, Rows).RowProducts();
    }

    /// <summary>Scalar product.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (lanes, sum, i) = (Vector<double>.Zero, 0.0, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            lanes += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum + Vector.Sum(lanes);
    }

    /// <summary>target += factor * added.</summary>
    public static void Add(Span<double> target, double factor, ReadOnlySpan<double> added)
    {
        var i = 0;
        for (; i <= added.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(target[i..]) + (factor * new Vector<double>(added[i..]))).CopyTo(target[i..]);
        }

        for (; i < added.Length; i++)
        {
            target[i] += factor * added[i];
        }
    }
}
