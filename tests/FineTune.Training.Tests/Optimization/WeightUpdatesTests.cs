using System.Text.Json;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Optimization.Rules;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Optimization;

/// <summary>Groups, rates and running means against the reference library's.</summary>
public sealed class WeightUpdatesTests
{
    [Fact]
    public void Decay_and_rate_of_each_parameter_are_the_librarys()
    {
        foreach (var item in Read("bert_parameter_groups.json").GetProperty("cases").EnumerateArray())
        {
            using var scope = NewDisposeScope();
            using var task = new TinyTask(layers: item.GetProperty("num_hidden_layers").GetInt32());
            var hyperparameters = new Hyperparameters { LearningRate = item.GetProperty("base_lr").GetDouble(), LayerwiseDecay = item.GetProperty("layer_decay").GetDouble(), WeightDecay = 0.01 };
            using var model = PretrainedModel.Load(task.ModelFolder, ModelTask.SequenceClassification, task.Dataset.Labels, WeightOptions.Cpu(1));
            using var updates = new WeightUpdates(model.Weights, hyperparameters, model.Config.Layers + 1);
            var groups = updates.Groups.SelectMany(g => g.Weights.SelectMany(w => w.Weight.Parts.Select(p => (p.Name, Group: g)))).ToDictionary(p => p.Name, p => p.Group);
            foreach (var expected in item.GetProperty("parameters").EnumerateArray())
            {
                var group = groups[expected.GetProperty("name").GetString()!];
                var rate = expected.GetProperty("lr").GetDouble();
                Assert.Equal(expected.GetProperty("weight_decay").GetBoolean(), group.Decay > 0);
                Assert.Equal(rate, group.BaseRate, 1e-12 * rate);
            }
        }
    }

    [Fact]
    public void The_running_mean_is_torchs()
    {
        foreach (var item in Read("weight_averaging.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "ema"))
        {
            using var scope = NewDisposeScope();
            var (isDouble, weights) = (item.GetProperty("dtype").GetString() == "float64", item.GetProperty("weights"));
            Tensor Make(JsonElement values) => tensor(Flat(values)).to_type(isDouble ? ScalarType.Float64 : ScalarType.Float32);
            var parameter = new Parameter(Make(weights[0]), requires_grad: true);
            var weight = new TrainedWeight(new ModelWeight(parameter, [new WeightPart("w", 0, parameter.shape)], 0, true));
            using var average = new WeightAverage([weight], item.GetProperty("decay").GetDouble());
            for (var step = 0; step < weights.GetArrayLength(); step++)
            {
                using (no_grad())
                {
                    parameter.copy_(Make(weights[step]));
                }

                average.Update(isFirst: step == 0);
                var mean = average.States.Single().State.Value.to_type(ScalarType.Float64).data<double>().ToArray();
                var expected = Flat(item.GetProperty("averaged")[step]);
                Assert.All(expected.Zip(mean), p => Assert.Equal(p.First, p.Second, isDouble ? 1e-12 * Math.Max(1, Math.Abs(p.First)) : 1e-6));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decay_of_gradient_descent_stands_apart_from_its_momentum_unless_it_is_coupled(bool isCoupled)
    {
        const double Rate = 0.1, Decay = 0.2, Momentum = 0.9;
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([2.0, -3.0]).to_type(ScalarType.Float64), requires_grad: true);
        var weights = new[] { new ModelWeight(parameter, [new WeightPart("w", 0, parameter.shape)], 1, true) };
        var hyperparameters = new Hyperparameters
        {
            Optimizer = OptimizerKind.Sgd, LearningRate = Rate, WeightDecay = Decay, Momentum = Momentum, MaxGradientNorm = 0, CoupledWeightDecay = isCoupled,
        };
        using var updates = new WeightUpdates(weights, hyperparameters, 1);
        double[] expected = [2, -3], buffer = [0, 0];
        foreach (var gradient in new[] { 0.5, -1, 0, 0 })
        {
            parameter.grad = tensor([gradient, gradient]).to_type(ScalarType.Float64);
            updates.Apply(1);
            for (var i = 0; i < 2; i++)
            {
                buffer[i] = (Momentum * buffer[i]) + gradient + (isCoupled ? Decay * expected[i] : 0);
                expected[i] = (isCoupled ? expected[i] : expected[i] * (1 - (Rate * Decay))) - (Rate * buffer[i]);
            }

            Assert.All(expected.Zip(parameter.data<double>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-12));
        }
    }

    private static double[] Flat(JsonElement values) => values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().SelectMany(Flat)]
        : values.ValueKind == JsonValueKind.Object ? [.. values.EnumerateObject().SelectMany(p => Flat(p.Value))]
        : [values.GetDouble()];

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFiles.Goldens, "optimizers", file)));
        return json.RootElement.Clone();
    }
}
