using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;
using FineTune.Search.Tests.Planning;

namespace FineTune.Search.Tests.Samplers;

/// <summary>What every sampler keeps on spaces and ledgers that nobody chose: odd ranges and steps, trials that run, wait, fail and are tried again.</summary>
public sealed class SamplerPropertyTests
{
    public static TheoryData<string> Names => [.. SamplerCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_proposal_never_leaves_its_range_step_or_category(string name)
    {
        for (var seed = 0UL; seed < 6; seed++)
        {
            var rules = Rules(name, seed) with { Space = OddSpace(seed), Enqueued = [], RungEpochs = [1, 4] };
            var study = Played(rules, seed, 30);
            foreach (var trial in study.State.Trials)
            {
                Assert.True(rules.Space.Contains(trial.Parameters), $"seed {seed}, trial {trial.Number}: {trial.Parameters}");
            }

            Assert.Equal(study.State.Trials.Count, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whichever_host_asks_and_however_retries_came_the_next_trial_is_the_same(string name)
    {
        var rules = Rules(name, 5);
        var study = Played(rules, 5, 60);
        var random = new CounterRandom(new SampleSeed(5, 0), "order");
        for (var length = study.Ledger.Count / 2; length < study.Ledger.Count; length += study.Ledger.Count / 7)
        {
            var prefix = study.Ledger.Take(length).ToList();
            var decision = Written(Planner.Next(rules, StudyState.Fold(prefix)));
            for (var order = 0; order < 3; order++)
            {
                Assert.Equal(decision, Written(Planner.Next(rules, StudyState.Fold(Mixed(prefix, ref random)))));
            }

            // Another host has read the ledger from its text.
            var read = prefix.Select(entry => LedgerJson.Read(LedgerJson.Write(entry)));
            Assert.Equal(decision, Written(Planner.Next(rules, StudyState.Fold(read))));
        }
    }

    /// <summary>What the hosts report between two plans comes in any order, and a part of it a second time, at once or after later plans.</summary>
    private static List<LedgerEvent> Mixed(List<LedgerEvent> ledger, ref CounterRandom random)
    {
        var mixed = new List<LedgerEvent>();
        var again = new List<LedgerEvent>();
        var begin = 0;
        foreach (var entry in ledger)
        {
            if (entry is PlanMade)
            {
                mixed.Add(entry);
                begin = mixed.Count;
                continue;
            }

            mixed.Insert(begin + random.NextIndex(mixed.Count - begin + 1), entry);
            if (random.NextDouble() < 0.3)
            {
                again.Add(entry);
            }
        }

        return [.. mixed, .. again];
    }

    private static StudyRules Rules(string name, ulong seed) => StudyRulesBuilder.Rules(40, 5) with { Sampler = name, Seed = seed };

    private static SimulatedStudy Played(StudyRules rules, ulong seed, int most)
    {
        var study = new SimulatedStudy(rules with { MaxTrials = Math.Min(rules.MaxTrials, most) }, (trial, epoch) => Value(trial, epoch), seed)
        {
            CrashShare = 0.2,
            DuplicateShare = 0.2,
            LateShare = 0.2,
            DivergeShare = 0.1,
        };
        study.Run();
        return study;
    }

    /// <summary>Any number will do; every ninth trial is worthless, and some are equal.</summary>
    private static double Value(TrialState trial, double epoch) => trial.Number % 9 == 4 ? double.NaN : (trial.Number * 7 % 11) + (0.1 * epoch);

    private static string Written(PlanDecision decision) => LedgerJson.Write(new PlanMade(0, decision));

    private static SearchSpace OddSpace(ulong seed)
    {
        var random = new CounterRandom(new SampleSeed(seed, 0), "space");
        double Number() => Math.Round(random.NextDouble(), 3);
        var low = Number() - 0.5;
        var first = random.NextIndex(50);
        Parameter[] others =
        [
            new FloatParameter("plain", low, low + 0.001 + Number()),
            new FloatParameter("tiny", 1e-12, 1e-12 * (1 + Number())),
            new FloatParameter("logarithmic", 1e-9 * (1 + Number()), 1e3, Log: true),
            new FloatParameter("stepped", low, low + 1, Step: 0.05 + (0.3 * Number())),
            new IntegerParameter("whole", -first, first + 7, Step: 1 + random.NextIndex(4)),
            new IntegerParameter("wide", 1, 1L << 40, Log: true),
            new IntegerParameter("single", first, first),
            new FixedParameter("fixed", ParameterValue.Of(1.5)),
        ];
        return SearchSpace.Create(
        [
            .. others.Where((_, i) => (i + (int)seed) % 2 == 0),
            new CategoricalParameter("choice", [ParameterValue.Of("a"), ParameterValue.Of(3), ParameterValue.Of(true)]),
            new FloatParameter("conditional", 0, 1, Step: 0.25) { When = new Condition("choice", [ParameterValue.Of(3)]) },
        ]);
    }
}
