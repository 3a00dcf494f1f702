using System.Text.Json;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers;

public sealed class ObservedSpaceTests
{
    [Fact]
    public void Intersections_and_groups_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("search_spaces.json").GetProperty("cases").EnumerateArray())
        {
            var name = golden.GetProperty("name").GetString();
            foreach (var (withPruned, suffix) in new[] { (true, "with_pruned"), (false, "complete_only") })
            {
                List<IReadOnlyDictionary<string, Parameter>> trials = [.. golden.GetProperty("trials").EnumerateArray()
                    .Where(trial => trial.GetProperty("state").GetString() is "complete" || (withPruned && trial.GetProperty("state").GetString() is "pruned"))
                    .Select(trial => trial.GetProperty("distributions").EnumerateObject().ToDictionary(entry => entry.Name, entry => OptunaStudy.Distribution(entry.Name, entry.Value), StringComparer.Ordinal))];
                Assert.Equal(
                    golden.GetProperty($"intersection_{suffix}").EnumerateObject().Select(entry => OptunaStudy.Distribution(entry.Name, entry.Value)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
                    ObservedSpace.Intersection(trials).Values);
                Assert.True(Text(golden.GetProperty($"groups_{suffix}").EnumerateArray().Select(group => group.EnumerateArray().Select(item => item.GetString()!)))
                            == Text(ObservedSpace.Groups(trials)), $"{name} {suffix}");
            }
        }
    }

    /// <summary>A space's blocks are the groups that its own trials fall into.</summary>
    [Fact]
    public void Blocks_of_a_conditional_space_are_the_groups_of_its_trials()
    {
        var space = StudyRulesBuilder.Space;
        List<IReadOnlyDictionary<string, Parameter>> trials = [.. Histories.Of(space, 60, 3).Trials
            .Select(trial => trial.Parameters.Keys.ToDictionary(name => name, name => space.Find(name)!, StringComparer.Ordinal))];
        Assert.Equal(
            Text(ParameterBlocks.Of(space, joint: true).Select(block => block.Select(column => space.Parameters[column].Name))),
            Text(ObservedSpace.Groups(trials)));
    }

    private static string Text(IEnumerable<IEnumerable<string>> groups) =>
        string.Join(" | ", groups.Select(group => string.Join(",", group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
}
