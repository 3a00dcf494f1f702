using System.Text.Json;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Optimization.Rules;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Optimization;

/// <summary>The optimizers against the trajectories of torch, transformers and lion-pytorch.</summary>
public sealed class UpdateRuleGoldensTests
{
    private static readonly string[] Tensors = ["w", "b", "k"];

    private static string Folder => Path.Combine(SharedFiles.Goldens, "optimizers");

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "trajectories_*.json").Order(StringComparer.Ordinal))
        {
            foreach (var item in Read(file).GetProperty("cases").EnumerateArray().Where(c => Rule(c, []) is not null))
            {
                data.Add(Path.GetFileName(file), item.GetProperty("name").GetString()!);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Given_gradients_lead_along_the_recorded_trajectory(string file, string name)
    {
        using var run = new Run(file, name);
        var gradients = run.Problem.GetProperty("given_gradients");
        for (var step = 0; step < 20; step++)
        {
            run.Step(step, tensor => Numbers(gradients.GetProperty(tensor)[step]));
            run.AssertAt(tensor => run.Item.GetProperty("given").GetProperty(tensor)[step], step);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_quadratic_is_descended_along_the_recorded_trajectory(string file, string name)
    {
        using var run = new Run(file, name);
        var (quadratic, expected) = (run.Problem.GetProperty("quadratic"), run.Item.GetProperty("quadratic"));
        var steps = expected.GetProperty("steps").EnumerateArray().Select(s => s.GetInt32()).ToList();
        for (var step = 0; step < steps[^1]; step++)
        {
            run.Step(step, tensor => run.Slope(quadratic, tensor));
            var place = steps.IndexOf(step + 1);
            if (place >= 0)
            {
                run.AssertAt(tensor => expected.GetProperty(tensor)[place], step);
            }
        }
    }

    [Fact]
    public void The_state_is_the_librarys()
    {
        foreach (var item in Read(Path.Combine(Folder, "optimizer_state.json")).GetProperty("cases").EnumerateArray())
        {
            var name = item.GetProperty("name").GetString()!;
            if (!Cases().Any(c => c.Data.Item2 == name))
            {
                continue;
            }

            using var run = new Run("trajectories_float64.json", name);
            for (var step = 0; step < item.GetProperty("after_steps").GetInt32(); step++)
            {
                run.Step(step, tensor => Numbers(run.Problem.GetProperty("given_gradients").GetProperty(tensor)[step]));
            }

            run.AssertState(item.GetProperty("state"));
        }
    }

    private static UpdateRule? Rule(JsonElement item, IReadOnlyList<UpdateGroup> groups)
    {
        var options = item.GetProperty("options");
        double Number(string key, double otherwise) => options.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        bool Flag(string key, bool otherwise) => options.TryGetProperty(key, out var value) ? value.GetBoolean() : otherwise;
        double Pair(string key, int i, double otherwise) => options.TryGetProperty(key, out var value) ? value[i].GetDouble() : otherwise;
        if (Flag("amsgrad", false) || Flag("maximize", false))
        {
            return null; // no setting of the trainer
        }

        return item.GetProperty("class").GetString() switch
        {
            "torch.AdamW" => new AdamWRule(groups, Pair("betas", 0, 0.9), Pair("betas", 1, 0.999), Number("eps", 1e-8)),
            "torch.SGD" => new SgdRule(groups) { Momentum = Number("momentum", 0), Dampening = Number("dampening", 0), Nesterov = Flag("nesterov", false), IsDecayCoupled = true },
            "lion" => new LionRule(groups) { Beta1 = Pair("betas", 0, 0.9), Beta2 = Pair("betas", 1, 0.99) },
            "transformers.Adafactor" => new AdafactorRule(groups)
            {
                DecayRate = Number("decay_rate", -0.8),
                ClipThreshold = Number("clip_threshold", 1),
                SquareFloor = Pair("eps", 0, 1e-30),
                WeightFloor = Pair("eps", 1, 1e-3),
                Beta1 = options.TryGetProperty("beta1", out var beta1) ? beta1.GetDouble() : null,
                ScalesByWeight = Flag("scale_parameter", true),
                HasRelativeStep = Flag("relative_step", true),
                WarmsUp = Flag("warmup_init", false),
            },
            _ => null, // coupled Adam and torch's other Adafactor are no settings of the trainer
        };
    }

    private static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetDouble())];

    private static JsonElement Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }

    private sealed class Run : IDisposable
    {
        private readonly DisposeScope _scope = NewDisposeScope();
        private readonly Dictionary<string, TrainedWeight> _weights = [];
        private readonly UpdateGroup[] _groups;
        private readonly UpdateRule _rule;
        private readonly bool _isDouble;

        public Run(string file, string name)
        {
            _isDouble = file.Contains("float64", StringComparison.Ordinal);
            Problem = Read(Path.Combine(Folder, "problem.json"));
            Item = Read(Path.Combine(Folder, file)).GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
            foreach (var tensor in Problem.GetProperty("tensors").EnumerateArray())
            {
                var key = tensor.GetProperty("name").GetString()!;
                var shape = tensor.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
                var parameter = new Parameter(Make(Numbers(Problem.GetProperty("initial").GetProperty(key)), shape), requires_grad: true);
                _weights[key] = new TrainedWeight(new ModelWeight(parameter, [new WeightPart(key, 0, shape)], 0, true));
            }

            var options = Item.GetProperty("options");
            var rate = options.TryGetProperty("lr", out var lr) ? lr.GetDouble() : 1e-3;
            var decay = options.TryGetProperty("weight_decay", out var given) ? given.GetDouble() : Item.GetProperty("class").GetString() == "torch.AdamW" ? 0.01 : 0;
            string[] spared = Item.TryGetProperty("no_decay_for", out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
            _groups =
            [
                new UpdateGroup([.. Tensors.Where(t => !spared.Contains(t)).Select(t => _weights[t])], rate, decay),
                new UpdateGroup([.. spared.Select(t => _weights[t])], rate, 0),
            ];
            _rule = Rule(Item, _groups)!;
        }

        public JsonElement Problem { get; }

        public JsonElement Item { get; }

        public void Step(int step, Func<string, double[]> gradient)
        {
            using var scope = NewDisposeScope();
            foreach (var (key, weight) in _weights)
            {
                weight.Master.grad = Make(gradient(key), weight.Master.shape);
            }

            foreach (var group in _groups)
            {
                group.Rate = Item.TryGetProperty("lr_per_step", out var rates) && rates.ValueKind == JsonValueKind.Array ? rates[step].GetDouble() : group.BaseRate;
            }

            _rule.Apply();
        }

        /// <summary>curvature · (p - target), in the type of the case.</summary>
        public double[] Slope(JsonElement quadratic, string tensor)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var value = _weights[tensor].Master;
            var slope = Make(Numbers(quadratic.GetProperty("curvature").GetProperty(tensor)), value.shape) * (value - Make(Numbers(quadratic.GetProperty("target").GetProperty(tensor)), value.shape));
            return slope.to_type(ScalarType.Float64).data<double>().ToArray();
        }

        public void AssertAt(Func<string, JsonElement> expected, int step)
        {
            foreach (var (key, weight) in _weights)
            {
                AssertClose(Numbers(expected(key)), weight.Master, $"{key} after update {step + 1}");
            }
        }

        public void AssertState(JsonElement state)
        {
            foreach (var (key, weight) in _weights)
            {
                var kept = _rule.State(weight).ToDictionary(s => s.Name.Split('.')[0], s => s.Value);
                foreach (var entry in state.GetProperty(key).EnumerateObject().Where(e => e.Name is not ("step" or "RMS") && e.Value.ValueKind == JsonValueKind.Array))
                {
                    AssertClose(Numbers(entry.Value), kept[entry.Name == "m" ? "exp_avg" : entry.Name], $"{entry.Name} of {key}");
                }
            }
        }

        public void Dispose()
        {
            _rule.Dispose();
            _scope.Dispose();
        }

        private void AssertClose(double[] expected, Tensor actual, string what)
        {
            using var wide = actual.detach().to_type(ScalarType.Float64);
            var values = wide.data<double>().ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                var allowed = _isDouble ? 1e-12 * Math.Max(1, Math.Abs(expected[i])) : 1e-6;
                Assert.True(Math.Abs(expected[i] - values[i]) <= allowed, $"{what}[{i}]: {values[i]:R}, expected {expected[i]:R}.");
            }
        }

        private Tensor Make(double[] values, long[] shape) => tensor(values, shape).to_type(_isDouble ? ScalarType.Float64 : ScalarType.Float32);
    }
}
