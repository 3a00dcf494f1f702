using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Pruners;

/// <summary>Predicts where learning curves end by power laws, y(t) = f + c (t^-g - T^-g): f is the value at the whole training T.</summary>
/// <remarks>
/// All curves of a study share the power g, the one of a few that leaves the least squared rest over all of them, and the prior of the slope c: median
/// and spread of the curves with three points or more. A curve of one point has the common slope, so that such curves keep the order
/// of their values; each further point moves f and c away from the prior (a Gaussian posterior). Values are the best loss so far; those that
/// are not finite take no part.
/// </remarks>
internal sealed class CurveForecast
{
    private const int LeastPoints = 3;
    private const double LeastNoise = 1e-3;
    private static readonly double[] Powers = [0.25, 0.5, 1, 2];

    private readonly double _end;
    private readonly double _power;
    private readonly double _slope;
    private readonly double _slopeVariance;
    private readonly double _noiseVariance;

    private CurveForecast(double end, double power, double slope, double slopeVariance, double noiseVariance) =>
        (_end, _power, _slope, _slopeVariance, _noiseVariance) = (end, power, slope, slopeVariance, noiseVariance);

    /// <summary>Fits what the curves of a study have in common.</summary>
    public static CurveForecast Of(IEnumerable<TrialState> trials, Direction direction, double end)
    {
        var curves = trials.Select(trial => Points(trial, direction, double.PositiveInfinity)).Where(curve => curve.Count >= LeastPoints).ToList();
        var best = new CurveForecast(end, 0.5, 0, 0, LeastNoise * LeastNoise);
        var least = double.PositiveInfinity;
        foreach (var power in Powers)
        {
            var (slopes, rest, degrees) = (new List<double>(curves.Count), 0.0, 0);
            foreach (var curve in curves)
            {
                var (slope, squares) = Line(curve, power, end);
                slopes.Add(slope);
                rest += squares;
                degrees += curve.Count - 2;
            }

            if (slopes.Count > 0 && rest < least)
            {
                least = rest;
                var middle = Median([.. slopes]);
                var spread = 1.4826 * Median([.. slopes.Select(slope => Math.Abs(slope - middle))]);
                var floor = LeastNoise * Math.Max(Math.Abs(middle), double.Epsilon);
                best = new CurveForecast(end, power, middle, spread * spread, Math.Max(rest / Math.Max(1, degrees), floor * floor));
            }
        }

        return best;
    }

    /// <summary>The expected loss at the end of the whole training, and its standard deviation.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="direction">Whether a larger objective is better.</param>
    /// <param name="upToEpoch">Later reports are left out.</param>
    /// <returns>Null where the trial has no finite report.</returns>
    public (double Loss, double Deviation)? Predict(TrialState trial, Direction direction, double upToEpoch)
    {
        var points = Points(trial, direction, upToEpoch);
        if (points.Count == 0)
        {
            return null;
        }

        // Flat prior of the end, Gaussian prior of the slope: the end is a regression's intercept once the slope's posterior is known.
        var (meanX, meanY) = (points.Average(point => Feature(point.Epoch, _power, _end)), points.Average(point => point.Loss));
        var (squares, products) = (0.0, 0.0);
        foreach (var (epoch, loss) in points)
        {
            var x = Feature(epoch, _power, _end) - meanX;
            squares += x * x;
            products += x * (loss - meanY);
        }

        var precision = squares + (_slopeVariance > 0 ? _noiseVariance / _slopeVariance : double.PositiveInfinity);
        var slope = double.IsInfinity(precision) ? _slope : (products + ((precision - squares) * _slope)) / precision;
        var variance = double.IsInfinity(precision) ? 0 : _noiseVariance / precision;
        return (meanY - (slope * meanX), Math.Sqrt((_noiseVariance / points.Count) + (variance * meanX * meanX)));
    }

    private static double Feature(double epoch, double power, double end) => Math.Pow(epoch, -power) - Math.Pow(end, -power);

    /// <summary>Least squares of one curve: the slope, and what is left.</summary>
    private static (double Slope, double Squares) Line(List<(double Epoch, double Loss)> curve, double power, double end)
    {
        var (meanX, meanY) = (curve.Average(point => Feature(point.Epoch, power, end)), curve.Average(point => point.Loss));
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        foreach (var (epoch, loss) in curve)
        {
            var (x, y) = (Feature(epoch, power, end) - meanX, loss - meanY);
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }

        return xx > 0 ? (xy / xx, Math.Max(0, yy - (xy * xy / xx))) : (0, yy);
    }

    private static List<(double Epoch, double Loss)> Points(TrialState trial, Direction direction, double upToEpoch)
    {
        var points = new List<(double, double)>(trial.Curve.Length);
        var best = double.PositiveInfinity;
        foreach (var report in trial.Curve)
        {
            if (report.Epoch <= upToEpoch && report.Epoch > 0)
            {
                best = Math.Min(best, Objective.Loss(report.Objective, direction));
                if (double.IsFinite(best))
                {
                    points.Add((report.Epoch, best));
                }
            }
        }

        return points;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
