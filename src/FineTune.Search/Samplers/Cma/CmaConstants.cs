namespace FineTune.Search.Samplers.Cma;

/// <summary>The strategy parameters of CMA-ES (Hansen 2016, arXiv 1604.00772; Ros and Hansen 2008 for the separable one).</summary>
internal sealed record CmaConstants
{
    private CmaConstants(int dimensions, int population, double[] raw, double[] weights)
    {
        (Dimensions, Population, Parents, Weights) = (dimensions, population, population / 2, weights);
        MuEffective = Effective(raw.AsSpan(0, Parents));
        CumulationC = (4 + (MuEffective / dimensions)) / (dimensions + 4 + (2 * MuEffective / dimensions));
        CumulationSigma = (MuEffective + 2) / (dimensions + MuEffective + 5);
        RankOne = 2 / (((dimensions + 1.3) * (dimensions + 1.3)) + MuEffective);
        ExpectedNorm = Math.Sqrt(dimensions) * (1 - (1 / (4.0 * dimensions)) + (1 / (21.0 * dimensions * dimensions)));
    }

    public int Dimensions { get; }

    /// <summary>Solutions in a generation.</summary>
    public int Population { get; }

    /// <summary>The best ones, which move the mean.</summary>
    public int Parents { get; }

    /// <summary>By rank, the best first.</summary>
    public double[] Weights { get; }

    public double MuEffective { get; }

    /// <summary>The learning rate of the path of the covariance.</summary>
    public double CumulationC { get; private init; }

    /// <summary>The learning rate of the path of the step size.</summary>
    public double CumulationSigma { get; private init; }

    public double RankOne { get; }

    public double RankMu { get; private init; }

    /// <summary>The expected length of a standard normal vector.</summary>
    public double ExpectedNorm { get; }

    /// <summary>The damping of the step size.</summary>
    public double DampingSigma => 1 + (2 * Math.Max(0, Math.Sqrt((MuEffective - 1) / (Dimensions + 1)) - 1)) + CumulationSigma;

    /// <summary>Over so many generations the values must have moved.</summary>
    public int HistoryLength => 10 + (int)Math.Ceiling(30.0 * Dimensions / Population);

    /// <summary>The usual number of solutions in a generation.</summary>
    public static int UsualPopulation(int dimensions) => 4 + (int)Math.Floor(3 * Math.Log(dimensions));

    /// <summary>The constants of the full covariance, with negative weights for the worse half.</summary>
    public static CmaConstants Full(int dimensions, int population)
    {
        var raw = new double[population];
        for (var i = 0; i < population; i++)
        {
            raw[i] = Math.Log((population + 1) / 2.0) - Math.Log(i + 1);
        }

        var parents = population / 2;
        var mu = Effective(raw.AsSpan(0, parents));
        var muMinus = Effective(raw.AsSpan(parents));
        double n = dimensions;
        var rankOne = 2 / (((n + 1.3) * (n + 1.3)) + mu);
        var rankMu = Math.Min(1 - rankOne - 1e-8, 2 * (mu - 2 + (1 / mu)) / (((n + 2) * (n + 2)) + mu));
        var least = Math.Min(1 + (rankOne / rankMu), Math.Min(1 + (2 * muMinus / (mu + 2)), (1 - rankOne - rankMu) / (n * rankMu)));
        var positive = raw.Where(weight => weight > 0).Sum();
        var negative = -raw.Where(weight => weight < 0).Sum();
        return new CmaConstants(dimensions, population, raw, [.. raw.Select(weight => weight >= 0 ? weight / positive : least * weight / negative)]) { RankMu = rankMu };
    }

    /// <summary>The constants of the separable variant, whose covariance is a diagonal and learns faster.</summary>
    public static CmaConstants Separable(int dimensions, int population)
    {
        var parents = population / 2;
        double[] raw = [.. Enumerable.Range(1, parents).Select(rank => Math.Log(parents + 1) - Math.Log(rank))];
        var sum = raw.Sum();
        double[] weights = [.. raw.Select(weight => weight / sum)];
        var mu = Effective(weights);
        double n = dimensions;
        var full = (2 / mu / ((n + Math.Sqrt(2)) * (n + Math.Sqrt(2)))) + ((1 - (1 / mu)) * Math.Min(1, ((2 * mu) - 1) / (((n + 2) * (n + 2)) + mu)));
        return new CmaConstants(dimensions, population, weights, weights)
        {
            RankMu = (n + 2) / 3 * full,
            CumulationC = 4 / (n + 4),
            CumulationSigma = (mu + 2) / (n + mu + 3),
        };
    }

    private static double Effective(ReadOnlySpan<double> weights)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var weight in weights)
        {
            sum += weight;
            squares += weight * weight;
        }

        return squares == 0 ? 0 : sum * sum / squares;
    }
}
