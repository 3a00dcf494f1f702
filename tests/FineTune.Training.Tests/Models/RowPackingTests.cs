using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>Rows that share a row of attention see only themselves: loss and gradients are those of rows apart.</summary>
public sealed class RowPackingTests
{
    public static TheoryData<string> Families()
    {
        var data = new TheoryData<string>();
        var tiny = Path.Combine(SharedFiles.Goldens, "transformers", "tiny");
        foreach (var folder in Directory.EnumerateDirectories(tiny).Where(f => Directory.Exists(Path.Combine(f, "lm"))).Order(StringComparer.Ordinal))
        {
            if (ModelFamily.Find(ModelFolder.ReadConfig(Path.Combine(folder, "lm")).Config.ModelType) is { IsCausal: true })
            {
                data.Add(Path.GetFileName(folder));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Loss_and_gradients_are_those_of_rows_apart(string family)
    {
        using var scope = NewDisposeScope();
        var apart = Learn(family, packs: false);
        var packed = Learn(family, packs: true);
        Assert.Equal(apart.Loss, packed.Loss, 1e-7);

        // Angles of rotary positions are kept in single precision, and packed rows stand at other positions.
        foreach (var (one, other) in apart.Gradients.Zip(packed.Gradients))
        {
            Assert.True((one - other).abs().max().item<double>() < 1e-5 * (1 + one.abs().max().item<double>()));
        }
    }

    [Fact]
    public void The_longest_rows_come_first_and_short_ones_fill_up()
    {
        var packing = RowPacking.Of([3, 8, 5, 2], 8)!;
        Assert.Equal(3, packing.Bins);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0, 0, 0, 3, 3, -1, -1, -1, -1, -1, -1], packing.Owners);
        Assert.Equal([13, 14, 15, 0], packing.Back.Take(4));
        Assert.Null(RowPacking.Of([5, 6], 8));
    }

    private static (double Loss, List<Tensor> Gradients) Learn(string family, bool packs)
    {
        var folder = Path.Combine(SharedFiles.Goldens, "transformers", "tiny", family, "lm");
        var model = PretrainedModel.Load(folder, ModelTask.MaskedLanguage, null, new WeightOptions(0, ScalarType.Float64, CPU));
        if (packs)
        {
            model.PackRows();
        }

        var random = new Random(3);
        int[][] rows = [.. new[] { 4, 13, 6, 2, 9, 3 }.Select(n => Enumerable.Range(0, n).Select(_ => random.Next(3, 30)).ToArray())];
        var task = new NextTokenTask(rows, rows);
        var loss = task.Loss(model, [0, 1, 2, 3, 4, 5], ForwardPass.Evaluation, 10);
        loss.backward();
        return (loss.item<double>(), [.. model.Weights.Where(w => w.Value.grad is not null).Select(w => w.Value.grad!.clone())]);
    }
}
