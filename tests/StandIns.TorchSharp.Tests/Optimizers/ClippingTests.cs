using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests.Optimizers;

/// <summary>Gradients clipped by their common norm, as PyTorch clips them.</summary>
public sealed class ClippingTests
{
    private const string File = "optimizers/clip_grad_norm.json";

    public static IEnumerable<TheoryDataRow<int>> Known =>
        from entry in Goldens.Cases(File)
        where !entry.Case.GetProperty("error_if_nonfinite").GetBoolean()
        select new TheoryDataRow<int>(entry.Index)
        {
            TestDisplayName = $"{entry.Case.GetProperty("name")} {entry.Case.GetProperty("dtype")} p={entry.Case.GetProperty("norm_type")}",
        };

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Known))]
    public void The_norm_and_the_clipped_gradients_are_as_in_PyTorch(int index)
    {
        using var scope = NewDisposeScope();
        var golden = Goldens.Read(File).GetProperty("cases")[index];
        var single = golden.GetProperty("dtype").GetString() == "float32";
        var type = single ? ScalarType.Float32 : ScalarType.Float64;
        var parameters = golden.GetProperty("grads").EnumerateArray().Select(g =>
        {
            var gradient = tensor(Goldens.Numbers(g)).to(type);
            return new Parameter(zeros_like(gradient)) { grad = gradient };
        }).ToList();

        var norm = nn.utils.clip_grad_norm_(parameters, Goldens.Number(golden.GetProperty("max_norm")), Goldens.Number(golden.GetProperty("norm_type")));

        var tolerance = single ? 1e-6 : 1e-12;
        AssertClose(Goldens.Number(golden.GetProperty("total_norm")), norm, tolerance);
        foreach (var (expected, parameter) in golden.GetProperty("clipped").EnumerateArray().Zip(parameters))
        {
            foreach (var (wanted, found) in Goldens.Numbers(expected).Zip(parameter.grad!.to(ScalarType.Float64).data<double>().ToArray()))
            {
                AssertClose(wanted, found, tolerance);
            }
        }
    }

    [Fact]
    public void Many_threads_give_the_bits_of_one()
    {
        using var scope = NewDisposeScope();
        var gradient = randn(300_000);
        var answers = new List<(double Norm, float[] Gradient)>();
        foreach (var threads in (int[])[1, 2])
        {
            set_num_threads(threads);
            var parameter = new Parameter(zeros(300_000)) { grad = gradient.clone() };
            answers.Add((nn.utils.clip_grad_norm_([parameter], 1.0), parameter.grad!.data<float>().ToArray()));
        }

        Assert.Equal(answers[0].Norm, answers[1].Norm);
        Assert.Equal(answers[0].Gradient, answers[1].Gradient);
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{actual:R} instead of {expected:R}");
}
