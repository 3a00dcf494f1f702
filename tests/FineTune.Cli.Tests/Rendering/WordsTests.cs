using System.Text.Json;
using FineTune.Cli.Rendering;

namespace FineTune.Cli.Tests.Rendering;

public sealed class WordsTests
{
    [Theory]
    [InlineData(3.4, "3 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(3 * 3600 + 120, "3 h 2 min")]
    [InlineData(-5, "0 s")]
    public void A_duration_shows_its_two_largest_units(double seconds, string expected) => Assert.Equal(expected, Words.Duration(seconds));

    [Fact]
    public void A_score_that_is_missing_or_not_a_number_is_a_dash()
    {
        Assert.Equal("-", Words.Score(null));
        Assert.Equal("-", Words.Score(double.NaN));
        Assert.Equal("0.9123", Words.Score(0.91234));
    }

    [Fact]
    public void Hyperparameters_read_as_short_name_and_value()
    {
        using var document = JsonDocument.Parse("""{"learningRate":0.00012345,"schedule":"linear","freezeEmbeddings":true}""");
        var parameters = document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
        Assert.Equal("lr=0.000123  schedule=linear  freezeEmb=true", Words.Parameters(parameters));
    }
}
