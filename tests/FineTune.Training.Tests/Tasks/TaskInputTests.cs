using FineTune.Training.Datasets;

namespace FineTune.Training.Tests.Tasks;

/// <summary>What the tasks say of bad rows: file, line, what is wrong; few of them are skipped and counted, many refuse the file.</summary>
public sealed class TaskInputTests
{
    private const string Sentence = """{"tokens":["w5","w6"],"tags":["O","X"]}""";

    [Theory]
    [InlineData("text-regression", "train.csv", "text,label\nw5,high\n", "line 2", "'high', not a finite number")]
    [InlineData("text-regression", "train.csv", "text,label\nw5,NaN\n", "line 2", "'NaN', not a finite number")]
    [InlineData("multi-label-classification", "train.jsonl", """{"text":"w5","label":null}""", "line 1", "missing or no list")]
    [InlineData("token-classification", "train.jsonl", """{"tokens":["w5","w6"],"tags":["O"]}""", "line 1", "2 words and 1 tags")]
    [InlineData("token-classification", "train.conll", "w5 O\nw6\n", "line 2", "'w6' has no tag")]
    [InlineData("masked-language-modeling", "train.jsonl", """{"text":""}""", "line 1", "is empty")]
    public void A_bad_row_is_named(string task, string file, string content, string place, string what)
    {
        using var run = new TaskRun().WithEncoder().With(file, [content]);
        var thrown = Assert.Throws<InvalidInputException>(() => run.Prepare(new DatasetOptions { Task = task, LabelColumn = task.StartsWith("multi", StringComparison.Ordinal) ? "label" : null, TextColumn = task.StartsWith("multi", StringComparison.Ordinal) ? "text" : null }));
        var problem = thrown.Problems[0];
        Assert.Equal(place, problem.Location);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.EndsWith(file, problem.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_bad_rows_are_skipped_counted_and_named()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Enumerable.Range(0, 200).Select(i => i == 7 ? """{"tokens":["w5"],"tags":[]}""" : Sentence.Replace("w6", $"w{(i % 30) + 6}", StringComparison.Ordinal)));
        var summary = run.Prepare().Summary;
        Assert.Equal(1, summary.SkippedRows);
        Assert.Contains(summary.Warnings, w => w.Contains("line 8", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tag_that_training_does_not_have_is_refused()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Enumerable.Repeat(Sentence, 30)).With("validation.jsonl", ["""{"tokens":["w5"],"tags":["B-NEW"]}"""]);
        var problem = Assert.Throws<InvalidInputException>(() => run.Prepare()).Problems[0];
        Assert.Contains("'B-NEW'", problem.What, StringComparison.Ordinal);
        Assert.EndsWith("validation.jsonl", problem.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_that_leaves_no_room_for_its_completion_is_told_from_one_that_does()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $$"""{"prompt":"{{string.Join(' ', Enumerable.Repeat($"w{5 + (i % 20)}", i == 3 ? 40 : 2 + (i / 20)))}}","completion":"w5 w6"}""");
        using var run = new TaskRun().WithDecoder(Enumerable.Range(5, 30).Select(i => $"w{i}")).With("train.jsonl", rows);
        var summary = run.Prepare(new DatasetOptions { MaxLength = 14 }).Summary;
        Assert.Equal(1, summary.SkippedRows);
        Assert.Contains(summary.Warnings, w => w.Contains("line 4: The prompt has 41 tokens", StringComparison.Ordinal));
        Assert.Equal(14, summary.LongestRow);
    }

    [Fact]
    public void Chats_without_a_template_are_refused_with_what_to_do()
    {
        using var run = new TaskRun().WithDecoder(["w5"]).With("train.jsonl", ["""{"messages":[{"role":"user","content":"w5"},{"role":"assistant","content":"w5"}]}"""]);
        var thrown = Assert.Throws<InvalidInputException>(() => run.Prepare());
        Assert.Contains("no chat template", thrown.Message, StringComparison.Ordinal);
    }
}
