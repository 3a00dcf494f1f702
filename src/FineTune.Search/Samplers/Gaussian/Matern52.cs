using System.Numerics;
using System.Runtime.InteropServices;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The Matern 5/2 kernel as a function of the squared scaled distance.</summary>
internal static class Matern52
{
    /// <summary>exp(-a) (a^2/3 + a + 1) with a = sqrt(5 r2).</summary>
    public static double Value(double squared)
    {
        var a = Math.Sqrt(5 * squared);
        return Math.Exp(-a) * ((5.0 / 3 * squared) + a + 1);
    }

    /// <summary>The derivative by the squared distance, -5/6 (1 + a) exp(-a); finite at zero.</summary>
    public static double Derivative(double squared)
    {
        var a = Math.Sqrt(5 * squared);
        return -5.0 / 6 * (1 + a) * Math.Exp(-a);
    }

    /// <summary>Replaces squared distances by kernel values.</summary>
    public static void Apply(Span<double> squared, double scale)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(squared);
        for (var v = 0; v < vectors.Length; v++)
        {
            var a = Vector.SquareRoot(vectors[v] * 5);
            vectors[v] = scale * Vector.Exp(-a) * ((5.0 / 3 * vectors[v]) + a + Vector<double>.One);
        }

        for (var i = vectors.Length * Vector<double>.Count; i < squared.Length; i++)
        {
            squared[i] = scale * Value(squared[i]);
        }
    }

    /// <summary>Replaces squared distances by kernel values, and gives the derivatives by them.</summary>
    public static void Apply(Span<double> squared, double scale, Span<double> derivatives)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(squared);
        var slopes = MemoryMarshal.Cast<double, Vector<double>>(derivatives);
        for (var v = 0; v < vectors.Length; v++)
        {
            var a = Vector.SquareRoot(vectors[v] * 5);
            var e = scale * Vector.Exp(-a);
            vectors[v] = e * ((5.0 / 3 * vectors[v]) + a + Vector<double>.One);
            slopes[v] = e * (-5.0 / 6) * (a + Vector<double>.One);
        }

        for (var i = vectors.Length * Vector<double>.Count; i < squared.Length; i++)
        {
            derivatives[i] = scale * Derivative(squared[i]);
            squared[i] = scale * Value(squared[i]);
        }
    }
}
