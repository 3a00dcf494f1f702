namespace FineTune.Search.Tests;

/// <summary>Compares numbers to a relative tolerance (absolute below one).</summary>
internal static class Near
{
    public static void Equal(double expected, double actual, double tolerance, string what)
    {
        var same = expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(same, $"{what}: expected {expected:R}, got {actual:R}");
    }

    public static void Equal(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} numbers, got {actual.Length}");
        for (var i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], tolerance, $"{what}[{i}]");
        }
    }
}
