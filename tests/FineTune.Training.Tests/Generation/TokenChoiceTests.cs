using FineTune.Training.Generation;

namespace FineTune.Training.Tests.Generation;

public sealed class TokenChoiceTests
{
    /// <summary>Probabilities 0.5, 0.3, 0.15, 0.05.</summary>
    private static float[] Logits => [.. new[] { 0.5, 0.3, 0.15, 0.05 }.Select(p => (float)Math.Log(p))];

    [Fact]
    public void Without_temperature_the_likeliest_token_is_taken() => Assert.Equal(0, Choose(new GenerationOptions(), 0.99));

    [Theory]
    [InlineData(0.49, 0)]
    [InlineData(0.51, 1)]
    [InlineData(0.81, 2)]
    [InlineData(0.96, 3)]
    public void At_temperature_one_tokens_are_drawn_by_their_probabilities(double draw, int token) =>
        Assert.Equal(token, Choose(new GenerationOptions { Temperature = 1 }, draw));

    [Fact]
    public void A_low_temperature_sharpens() => Assert.Equal(0, Choose(new GenerationOptions { Temperature = 0.1 }, 0.99));

    [Theory]
    [InlineData(0.62, 0)]
    [InlineData(0.63, 1)]
    [InlineData(0.999, 1)]
    public void Top_k_draws_among_the_k_likeliest_alone(double draw, int token) =>
        Assert.Equal(token, Choose(new GenerationOptions { Temperature = 1, TopK = 2 }, draw));

    [Theory]
    [InlineData(0.4, 0.999, 0)]
    [InlineData(0.6, 0.999, 1)]
    [InlineData(0.81, 0.999, 2)]
    public void Top_p_keeps_the_likeliest_that_reach_it_together(double topP, double draw, int token) =>
        Assert.Equal(token, Choose(new GenerationOptions { Temperature = 1, TopP = topP }, draw));

    [Fact]
    public void A_penalty_makes_what_is_there_already_less_likely() =>
        Assert.Equal(1, TokenChoice.Of([2f, 1.5f], new HashSet<int> { 0 }, new GenerationOptions { RepetitionPenalty = 1.5 }, 0));

    private static int Choose(GenerationOptions options, double draw) => TokenChoice.Of(Logits, new HashSet<int>(), options, draw);
}
