using System.Collections.Immutable;
using FineTune.Functions.Costs;
using FineTune.Functions.Reports;
using FineTune.Functions.Tests.Studies;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Tests.Reports;

public sealed class StudyCostReportTests
{
    private static readonly StudyState State = Sample.Finished(0.5, 0.9).Apply(new StudyConcluded(
        1, 0.9, ImmutableSortedDictionary<string, double>.Empty, ImmutableSortedDictionary<string, double>.Empty, "done"));

    [Fact]
    public void The_report_states_the_cost_by_the_rate_that_the_plan_holds() =>
        Assert.Contains("Training took 12 s of device time and cost 2.00 at 600.00 an hour.", StudyReport.Write(Sample.Plan with { Rates = new CostRates { DeviceHour = 600 } }, State), StringComparison.Ordinal);

    [Fact]
    public void Without_a_rate_it_states_the_time_only() =>
        Assert.Contains("Training took 12 s of device time.</p>", StudyReport.Write(Sample.Plan, State), StringComparison.Ordinal);
}
