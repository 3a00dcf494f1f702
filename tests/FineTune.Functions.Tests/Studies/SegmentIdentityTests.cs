using FineTune.Functions.Studies;
using FineTune.Training;

namespace FineTune.Functions.Tests.Studies;

public sealed class SegmentIdentityTests
{
    private static readonly SegmentIdentity Identity =
        new(null, new Hyperparameters(), 1, "data", "model", 7, "accuracy", true, 1, "cpu", 2, "code");

    [Fact]
    public void Equal_identities_have_equal_keys() => Assert.Equal(Identity.Key(), (Identity with { }).Key());

    [Fact]
    public void Whatever_changes_the_training_changes_the_key()
    {
        SegmentIdentity[] others =
        [
            Identity with { ParentHash = "p" }, Identity with { Hyperparameters = new Hyperparameters { LearningRate = 1 } }, Identity with { ToEpoch = 2 },
            Identity with { Dataset = "d" }, Identity with { Model = "m" }, Identity with { Seed = 8 }, Identity with { Objective = "loss" },
            Identity with { Maximize = false }, Identity with { EvaluateEveryEpochs = 2 }, Identity with { Device = "cuda" },
            Identity with { Threads = 1 }, Identity with { CodeVersion = "c" },
        ];

        Assert.Equal(others.Length + 1, others.Append(Identity).Select(identity => identity.Key()).Distinct().Count());
    }
}
