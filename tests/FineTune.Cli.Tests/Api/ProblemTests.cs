using FineTune.Cli.Api;

namespace FineTune.Cli.Tests.Api;

public sealed class ProblemTests
{
    [Fact]
    public void A_problem_reads_as_one_line_with_where_what_and_remedy()
    {
        var problem = new Problem("Invalid study", "2 problems in study.json.",
        [
            new ProblemEntry(Pointer: "/budget/trials", Message: "is 0.", Remedy: "Give at least 1."),
            new ProblemEntry(File: "train.csv", Location: "line 7", Message: "has an open quote.", Remedy: "Double it."),
        ]);
        Assert.Equal("2 problems in study.json. /budget/trials: is 0. Give at least 1.; train.csv line 7: has an open quote. Double it.", problem.ToLine());
    }
}
