using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>What is dropped of a row depends on the row alone: not on the rows beside it, on padding or on packing. For every family.</summary>
public sealed class RowDropoutTests
{
    private static readonly DropoutRates Rates = new(0.3, 0.2, 0.4);

    public static TheoryData<string> TextModels() => [.. GoldenFrame.Names(images: false)];

    public static TheoryData<string> ImageModels() => [.. GoldenFrame.Names(images: true)];

    [Theory]
    [MemberData(nameof(TextModels))]
    public void A_row_of_tokens_draws_alone_what_it_draws_beside_others(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var golden = new GoldenCase(GoldenFrame.Folder(name), ScalarType.Float64);
        if (golden.Model.Family.IsCausal)
        {
            golden.Model.PackRows();
        }

        var batch = golden.Batch();
        var together = GoldenCase.Values(golden.Logits(batch, Pass(0)));
        var alone = Enumerable.Range(0, batch.Rows).SelectMany(row => GoldenCase.Values(golden.Logits(golden.Batch(row), Pass(row)))).ToArray();
        AssertClose(alone, together, golden.HasRotaryTables ? 1e-6 : 1e-9);
        AssertDiffers(GoldenCase.Values(golden.Logits(batch)), together);
        AssertDiffers(GoldenCase.Values(golden.Logits(batch, Pass(1))), together);
    }

    [Theory]
    [MemberData(nameof(ImageModels))]
    public void An_image_draws_alone_what_it_draws_beside_others(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var golden = new ImageGoldenCase(GoldenFrame.Folder(name), ScalarType.Float64);

        // Statistics of a batch are of all its rows: layers that have some are frozen here, and the head's dropout is left.
        var frozen = golden.HasStatistics ? Enumerable.Range(0, golden.Model.Config.Layers + 1).ToHashSet() : [];
        var together = GoldenCase.Values(golden.Model.ImageLogits(golden.Pixels, Pass(0, frozen)));
        var alone = Enumerable.Range(0, (int)golden.Pixels.shape[0])
            .SelectMany(row => GoldenCase.Values(golden.Model.ImageLogits(golden.Pixels.narrow(0, row, 1), Pass(row, frozen)))).ToArray();
        AssertClose(alone, together, 1e-9);
        AssertDiffers(GoldenCase.Values(golden.Model.ImageLogits(golden.Pixels, ForwardPass.Evaluation)), together);
    }

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(5, 700)]
    [InlineData(64, 64)]
    [InlineData(33, 129)]
    public void The_share_that_is_dropped_is_the_rate_and_the_mean_stays(int rows, int width)
    {
        using var scope = NewDisposeScope();
        var dropped = new DropoutStream(new RandomKey(3)) { Places = RowPlaces.OfImages(0, rows) }.Vectors(ones([rows, width]), 0.25).data<float>().ToArray();
        Assert.All(dropped, v => Assert.True(v == 0 || v == (float)(1 / 0.75)));

        // Five standard deviations of a binomial share.
        Assert.Equal(0.25, dropped.Count(v => v == 0) / (double)dropped.Length, 5 * Math.Sqrt(0.25 * 0.75 / dropped.Length));
    }

    [Fact]
    public void Rows_heads_and_places_draw_different_masks()
    {
        using var scope = NewDisposeScope();
        var stream = new DropoutStream(new RandomKey(3)) { Places = RowPlaces.OfTokens(0, [0, 3, 6], null) };
        var attention = stream.Attention(ones([2 * 4, 3, 64]), 0.5).view(24, 64).data<float>().ToArray().Chunk(64);
        var hidden = stream.Vectors(ones([6, 64]), 0.5).data<float>().ToArray().Chunk(64);
        Assert.Equal(30, attention.Concat(hidden).Select(line => string.Concat(line.Select(v => v > 0 ? '1' : '0'))).Distinct().Count());
    }

    private static ForwardPass Pass(int firstRow, IReadOnlySet<int>? frozen = null) =>
        ForwardPass.Training(new RandomKey(11), Rates, 0, frozen ?? new HashSet<int>(), firstRow: firstRow);

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance * Math.Max(1, Math.Abs(p.First))));
    }

    private static void AssertDiffers(double[] one, double[] two) => Assert.Contains(one.Zip(two), p => Math.Abs(p.First - p.Second) > 1e-4);
}
