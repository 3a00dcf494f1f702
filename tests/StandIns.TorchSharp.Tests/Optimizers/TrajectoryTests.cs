using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests.Optimizers;

/// <summary>Parameters step by step, as PyTorch moves them.</summary>
public sealed class TrajectoryTests
{
    private const string Folder = "optimizers/";

    public static IEnumerable<TheoryDataRow<string, int>> Known =>
        from file in new[] { "trajectories_float32.json", "trajectories_float64.json" }
        from entry in Goldens.Cases(Folder + file)
        where OptimizerOf(entry.Case) is not null
        select new TheoryDataRow<string, int>(file, entry.Index) { TestDisplayName = $"{file} {entry.Case.GetProperty("name")}" };

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Known))]
    public void Given_gradients_move_the_parameters_as_in_PyTorch(string file, int index)
    {
        using var scope = NewDisposeScope();
        var (problem, golden, type, tolerance) = Open(file, index);
        var parameters = Parameters(problem, type);
        using var optimizer = Build(golden, parameters);
        var gradients = problem.GetProperty("given_gradients");

        for (var step = 0; step < golden.GetProperty("given").GetProperty("w").GetArrayLength(); step++)
        {
            SetLearningRate(optimizer, golden, step);
            foreach (var (name, parameter) in parameters)
            {
                parameter.grad = tensor(Goldens.Numbers(gradients.GetProperty(name)[step])).to(type).view(parameter.shape);
            }

            optimizer.step();
            foreach (var (name, parameter) in parameters)
            {
                AssertClose(golden.GetProperty("given").GetProperty(name)[step], parameter, tolerance, $"{name} after step {step + 1}");
            }
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Known))]
    public void The_gradients_of_a_quadratic_lead_where_they_lead_in_PyTorch(string file, int index)
    {
        using var scope = NewDisposeScope();
        var (problem, golden, type, tolerance) = Open(file, index);
        var parameters = Parameters(problem, type);
        using var optimizer = Build(golden, parameters);
        var expected = golden.GetProperty("quadratic");
        var checks = expected.GetProperty("steps").EnumerateArray().Select(s => s.GetInt32()).ToList();

        for (var step = 0; step < checks[^1]; step++)
        {
            SetLearningRate(optimizer, golden, step);
            foreach (var (name, parameter) in parameters)
            {
                using var guard = no_grad();
                var curvature = tensor(Goldens.Numbers(problem.GetProperty("quadratic").GetProperty("curvature").GetProperty(name))).to(type).view(parameter.shape);
                var target = tensor(Goldens.Numbers(problem.GetProperty("quadratic").GetProperty("target").GetProperty(name))).to(type).view(parameter.shape);
                parameter.grad = curvature * (parameter.detach() - target);
            }

            optimizer.step();
            var at = checks.IndexOf(step + 1);
            if (at >= 0)
            {
                foreach (var (name, parameter) in parameters)
                {
                    AssertClose(expected.GetProperty(name)[at], parameter, tolerance, $"{name} after step {step + 1}");
                }
            }
        }
    }

    internal static string? OptimizerOf(JsonElement golden) => golden.GetProperty("class").GetString() switch
    {
        "torch.AdamW" => "AdamW",
        "torch.Adam" => "Adam",
        "torch.SGD" => "SGD",
        _ => null,
    };

    internal static Dictionary<string, Parameter> Parameters(JsonElement problem, ScalarType type) => problem.GetProperty("tensors").EnumerateArray().ToDictionary(
        t => t.GetProperty("name").GetString()!,
        t => new Parameter(tensor(Goldens.Numbers(problem.GetProperty("initial").GetProperty(t.GetProperty("name").GetString()!)))
            .to(type).view([.. t.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())])));

    internal static optim.Optimizer Build(JsonElement golden, Dictionary<string, Parameter> parameters)
    {
        var options = golden.GetProperty("options");
        double Option(string name, double otherwise) => options.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        bool Flag(string name) => options.TryGetProperty(name, out var value) && value.GetBoolean();
        var betas = options.TryGetProperty("betas", out var pair) ? Goldens.Numbers(pair) : [0.9, 0.999];
        List<string> free = golden.TryGetProperty("no_decay_for", out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
        var decayed = parameters.Where(p => !free.Contains(p.Key)).Select(p => p.Value).ToList();
        var others = parameters.Where(p => free.Contains(p.Key)).Select(p => p.Value).ToList();
        switch (OptimizerOf(golden))
        {
            case "AdamW":
                List<AdamW.ParamGroup> groups = [new(decayed, new AdamW.Options()), new(others, new AdamW.Options { weight_decay = 0 })];
                return optim.AdamW(groups, Option("lr", 1e-3), betas[0], betas[1], Option("eps", 1e-8), Option("weight_decay", 1e-2), Flag("amsgrad"), Flag("maximize"));
            case "Adam":
                return optim.Adam(decayed, Option("lr", 1e-3), betas[0], betas[1], Option("eps", 1e-8), Option("weight_decay", 0), Flag("amsgrad"), Flag("maximize"));
            default:
                return optim.SGD(decayed, Option("lr", 1e-3), Option("momentum", 0), Option("dampening", 0), Option("weight_decay", 0), Flag("nesterov"), Flag("maximize"));
        }
    }

    internal static void SetLearningRate(optim.Optimizer optimizer, JsonElement golden, int step)
    {
        if (golden.TryGetProperty("lr_per_step", out var rates))
        {
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = rates[step].GetDouble();
            }
        }
    }

    internal static void AssertClose(JsonElement expected, Tensor actual, double tolerance, string what)
    {
        var (wanted, found) = (Goldens.Numbers(expected), actual.detach().to(ScalarType.Float64).flatten().data<double>().ToArray());
        Assert.Equal(wanted.Length, found.Length);
        for (var i = 0; i < wanted.Length; i++)
        {
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i])), $"{what}, element {i}: {found[i]:R} instead of {wanted[i]:R}");
        }
    }

    private static (JsonElement Problem, JsonElement Golden, ScalarType Type, double Tolerance) Open(string file, int index)
    {
        var cases = Goldens.Read(Folder + file);
        var single = cases.GetProperty("dtype").GetString() == "float32";
        return (Goldens.Read(Folder + "problem.json"), cases.GetProperty("cases")[index], single ? ScalarType.Float32 : ScalarType.Float64, single ? 1e-6 : 1e-12);
    }
}
