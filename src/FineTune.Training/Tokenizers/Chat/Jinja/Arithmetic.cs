namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The operators, with Python's rules; whole numbers have 64 bits here, and going past them is an error.</summary>
internal static class Arithmetic
{
    /// <summary>A number with its sign kept or turned.</summary>
    public static object? Signed(Rendering rendering, string symbol, object? value) => value switch
    {
        double number => symbol == "-" ? -number : number,
        long number => (object)Whole(rendering, () => checked(symbol == "-" ? -number : number)),
        bool flag => (flag, symbol) switch { (false, _) => 0L, (_, "-") => -1L, _ => 1L },
        _ => throw rendering.Problem($"{Values.Kind(value)} has no sign."),
    };

    /// <summary>Whether a comparison holds.</summary>
    public static bool Holds(Rendering rendering, string symbol, object? left, object? right) => symbol switch
    {
        "==" => Values.AreEqual(rendering, left, right),
        "!=" => !Values.AreEqual(rendering, left, right),
        "in" => Values.Contains(rendering, right, left),
        "not in" => !Values.Contains(rendering, right, left),
        "<" => Values.Compare(rendering, left, right) < 0,
        "<=" => Values.Compare(rendering, left, right) <= 0,
        ">" => Values.Compare(rendering, left, right) > 0,
        _ => Values.Compare(rendering, left, right) >= 0,
    };

    /// <summary>The value of two values and an operator.</summary>
    public static object? Join(Rendering rendering, string symbol, object? left, object? right) => (symbol, left, right) switch
    {
        ("~", _, _) => Concatenate(rendering, ValueText.Of(rendering, left), ValueText.Of(rendering, right)),
        ("+", string a, string b) => Concatenate(rendering, a, b),
        ("+", List<object?> a, List<object?> b) => rendering.Made(a.Concat(b)),
        ("+", object?[] a, object?[] b) => rendering.Made(a.Concat(b)).ToArray(),
        ("*", string a, long count) => Repeat(rendering, a, count),
        ("*", long count, string a) => Repeat(rendering, a, count),
        ("*", List<object?> a, long count) => rendering.Made(Enumerable.Repeat(a, (int)Math.Clamp(count, 0, Rendering.MaxSteps)).SelectMany(items => items)),
        (_, bool or long, bool or long) => OfWholeNumbers(rendering, symbol, WholeOf(left), WholeOf(right)),
        (_, bool or long or double, bool or long or double) => OfNumbers(rendering, symbol, Values.Number(left), Values.Number(right)),
        _ => throw rendering.Problem($"'{symbol}' cannot join {Values.Kind(left)} and {Values.Kind(right)}."),
    };

    private static long WholeOf(object? value) => value is long number ? number : value is true ? 1 : 0;

    private static string Concatenate(Rendering rendering, string a, string b)
    {
        rendering.Spend((long)a.Length + b.Length);
        return a + b;
    }

    private static string Repeat(Rendering rendering, string text, long count)
    {
        rendering.Spend(text.Length * Math.Clamp(count, 0, Rendering.MaxSteps));
        return string.Concat(Enumerable.Repeat(text, (int)Math.Clamp(count, 0, Rendering.MaxSteps)));
    }

    private static object? OfWholeNumbers(Rendering rendering, string symbol, long a, long b) => symbol switch
    {
        "+" => (object)Whole(rendering, () => checked(a + b)),
        "-" => Whole(rendering, () => checked(a - b)),
        "*" => Whole(rendering, () => checked(a * b)),
        "/" => (double)a / NotZero(rendering, b),
        "//" => Whole(rendering, () => checked(a / NotZero(rendering, b)) - (a % b != 0 && a < 0 != b < 0 ? 1 : 0)),
        "%" => b == -1 ? 0L : (a % NotZero(rendering, b)) is var rest && rest != 0 && rest < 0 != b < 0 ? rest + b : a % b,
        "**" when b >= 0 => Whole(rendering, () => Power(a, b)),
        _ => Math.Pow(a, b),
    };

    private static double OfNumbers(Rendering rendering, string symbol, double a, double b) => symbol switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / NotZero(rendering, b),
        "//" => Math.Floor(a / NotZero(rendering, b)),
        "%" => a - (b * Math.Floor(a / NotZero(rendering, b))),
        _ => Math.Pow(a, b),
    };

    private static T NotZero<T>(Rendering rendering, T number)
        where T : System.Numerics.INumber<T> => T.IsZero(number) ? throw rendering.Problem("It divides by 0.") : number;

    private static long Power(long a, long b)
    {
        long result = 1;
        for (; b > 0 && a is not (0 or 1 or -1); b--)
        {
            result = checked(result * a);
        }

        return b == 0 ? result : a == 0 ? 0 : a == 1 || b % 2 == 0 ? 1 : -1;
    }

    private static long Whole(Rendering rendering, Func<long> number)
    {
        try
        {
            return number();
        }
        catch (OverflowException)
        {
            throw rendering.Problem("A whole number is larger than 64 bits.");
        }
    }
}
