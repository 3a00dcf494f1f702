using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests.Optimizers;

/// <summary>What optimizers remember, and how it is saved and restored.</summary>
public sealed class StateTests
{
    private const string File = "optimizers/optimizer_state.json";

    public static IEnumerable<TheoryDataRow<string>> Known =>
        from entry in Goldens.Cases(File)
        let name = entry.Case.GetProperty("name").GetString()!
        where name.StartsWith("adamw", StringComparison.Ordinal)
        select new TheoryDataRow<string>(name);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Known))]
    public void AdamW_remembers_what_PyTorch_remembers(string name)
    {
        using var scope = NewDisposeScope();
        var saved = Goldens.Read(File).GetProperty("cases").EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
        var golden = Goldens.Read("optimizers/trajectories_float64.json").GetProperty("cases").EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
        var problem = Goldens.Read("optimizers/problem.json");
        var parameters = TrajectoryTests.Parameters(problem, ScalarType.Float64);
        using var optimizer = (AdamW)TrajectoryTests.Build(golden, parameters);

        for (var step = 0; step < saved.GetProperty("after_steps").GetInt32(); step++)
        {
            foreach (var (tensorName, parameter) in parameters)
            {
                parameter.grad = tensor(Goldens.Numbers(problem.GetProperty("given_gradients").GetProperty(tensorName)[step])).view(parameter.shape);
            }

            optimizer.step();
        }

        var states = optimizer.state_dict().State.Cast<AdamW.State>().ToList();
        foreach (var (state, tensorName) in states.Zip(parameters.Keys))
        {
            var expected = saved.GetProperty("state").GetProperty(tensorName);
            Assert.Equal(Goldens.Numbers(expected.GetProperty("step"))[0], state.step);
            TrajectoryTests.AssertClose(expected.GetProperty("exp_avg"), state.exp_avg!, 1e-12, "exp_avg");
            TrajectoryTests.AssertClose(expected.GetProperty("exp_avg_sq"), state.exp_avg_sq!, 1e-12, "exp_avg_sq");
            if (expected.TryGetProperty("max_exp_avg_sq", out var peak))
            {
                TrajectoryTests.AssertClose(peak, state.max_exp_avg_sq!, 1e-12, "max_exp_avg_sq");
            }
        }
    }

    [Fact]
    public void A_restored_AdamW_goes_on_with_the_same_bits()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var gradients = Enumerable.Range(0, 6).Select(_ => randn(40, 30)).ToList();
        var start = randn(40, 30);
        var straight = new Parameter(start.clone());
        using var whole = optim.AdamW([straight], 0.01, weight_decay: 0.1);
        Run(whole, straight, gradients);

        var first = new Parameter(start.clone());
        using var before = optim.AdamW([first], 0.01, weight_decay: 0.1);
        Run(before, first, gradients[..3]);
        var second = new Parameter(first.detach().clone());
        using var after = optim.AdamW([second], 0.5);
        after.load_state_dict(before.state_dict());
        Run(after, second, gradients[3..]);

        Assert.Equal(straight.detach().data<float>().ToArray(), second.detach().data<float>().ToArray());
    }

    [Fact]
    public void State_can_be_set_by_hand_through_the_dictionary()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(3));
        using var optimizer = optim.AdamW([parameter], 0.1);

        var state = (AdamW.State)optimizer.state_dict().State[0];
        state.step = 10;
        state.exp_avg!.copy_(tensor(new[] { 1f, 2f, 3f }));
        state.exp_avg_sq!.copy_(tensor(new[] { 1f, 4f, 9f }));
        parameter.grad = zeros(3);
        optimizer.step();

        var found = (AdamW.State)optimizer.state_dict().State[0];
        Assert.Equal(11, found.step);
        Assert.Equal(0.9f, found.exp_avg!.data<float>()[0], 1e-6f);
        Assert.NotEqual(0f, parameter.detach().data<float>()[2]);
    }

    [Fact]
    public void Frozen_parameters_and_parameters_without_a_gradient_own_no_state()
    {
        using var scope = NewDisposeScope();
        var frozen = new Parameter(ones(5), requires_grad: false);
        var unused = new Parameter(ones(5));
        var trained = new Parameter(ones(5));
        using var optimizer = optim.AdamW([frozen, unused, trained], 0.1, weight_decay: 0.1);
        (trained.sum() * 2).backward();
        var before = Tensor.TotalCount;
        optimizer.step();

        Assert.Equal(before + 2, Tensor.TotalCount);
        Assert.Equal(ones(5), frozen);
        Assert.Equal(ones(5), unused.detach());
        Assert.NotEqual(ones(5), trained.detach());
        Assert.Equal([[0, 1]], optimizer.state_dict().StateIndexRef);
    }

    private static void Run(AdamW optimizer, Parameter parameter, IEnumerable<Tensor> gradients)
    {
        foreach (var gradient in gradients)
        {
            parameter.grad = gradient.clone();
            optimizer.step();
        }
    }
}
