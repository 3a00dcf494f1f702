using FineTune.Training.Datasets;

namespace FineTune.Training.Tests.Tasks;

/// <summary>Rows of two texts: which columns they are, how they are joined and cut, what a model learns of them.</summary>
public sealed class TextPairTests
{
    [Fact]
    public void What_stands_in_the_second_text_is_learned_apart_from_the_first()
    {
        // Both marks are in every row; the label is the one in the second text, so token types have to be seen.
        var random = new Random(5);
        string Text(string mark)
        {
            string[] words = [mark, .. Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"w{random.Next(14, 34)}")];
            random.Shuffle(words);
            return string.Join(' ', words);
        }

        using var run = new TaskRun().WithEncoder().With("train.csv", Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? $"{Text("w10")},{Text("w11")},second" : $"{Text("w11")},{Text("w10")},first").Prepend("premise,hypothesis,label"));
        var dataset = run.Prepare();

        Assert.Equal(("premise", "hypothesis", "label"), (dataset.Summary.TextColumn, dataset.Summary.TextPairColumn, dataset.Summary.LabelColumn));
        Assert.Equal(dataset.ContentHash, run.Saved().ContentHash);
        Assert.Equal(dataset.Train.TokenTypes, run.Saved().Train.TokenTypes);
        var result = run.Train(dataset, "accuracy", maximize: true, new Hyperparameters { LearningRate = 1e-2, BatchSize = 8, Epochs = 6, Dropout = 0 });
        Assert.True(result.BestObjective > 0.95, $"{result.BestObjective}");
        Assert.Equal(result.BestObjective, BestModel.Evaluate(run.Best, dataset, dataset.Validation, "accuracy").Metrics["accuracy"], 1e-6);

        using var classifier = TextClassifier.Load(run.Best);
        Assert.True(classifier.ReadsPairs);
        Assert.Equal(["second", "first"], classifier.Predict(["w10 w20", "w21 w11"], ["w11 w20", "w30 w10"]).Select(p => p.Label));
        Assert.Contains("pairs", Assert.Throws<InvalidInputException>(() => classifier.Predict(["w10"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_are_joined_by_the_tokenizer_and_the_longer_text_is_cut_first()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", [
            "sentence1,sentence2,label", "w5 w6,w7,a", "w5 w6 w7 w8 w9 w10,w11 w12,b", .. Enumerable.Range(0, 40).Select(i => $"w{5 + (i % 30)} w{5 + (i % 7)},w{6 + (i % 11)},{(i % 2 == 0 ? "a" : "b")}"),
        ]);
        var dataset = run.Prepare(new DatasetOptions { MaxLength = 8, ValidationFraction = 0.1, TestFraction = 0 });

        Assert.Equal(1, dataset.Summary.TruncatedRows);
        var splits = new[] { dataset.Train, dataset.Validation };
        int[] Of(int row, Func<PreparedSplit, int, int[]> part) =>
            splits.SelectMany(split => Enumerable.Range(0, split.Count).Where(i => split.RowNumbers[i] == row).Select(i => part(split, i))).Single();
        Assert.Equal([2, 5, 6, 3, 7, 3], Of(1, (split, i) => split.Tokens(i).ToArray()));
        Assert.Equal([0, 0, 0, 0, 1, 1], Of(1, (split, i) => split.TypesOf([i])![0]));
        Assert.Equal([2, 5, 6, 7, 3, 11, 12, 3], Of(2, (split, i) => split.Tokens(i).ToArray()));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1], Of(2, (split, i) => split.TypesOf([i])![0]));
    }

    [Theory]
    [InlineData("sentence1,sentence2,label,idx", null, null, "sentence1", "sentence2")]
    [InlineData("idx,premise,hypothesis,label", null, null, "premise", "hypothesis")]
    [InlineData("question,sentence,label", null, null, "question", "sentence")]
    [InlineData("Question1,Question2,is_duplicate", null, null, "Question1", "Question2")]
    [InlineData("question,passage,label", null, null, "question", "passage")]
    [InlineData("sentence1,sentence2,score", null, null, "sentence1", "sentence2")]
    [InlineData("text,question,context,label", null, null, "text", null)]
    [InlineData("sentence1,sentence2,label", "sentence1", null, "sentence1", null)]
    [InlineData("a,b,label", "a", "b", "a", "b")]
    [InlineData("text,b,label", null, "b", "text", "b")]
    [InlineData("question,sentence,passage,label", null, "passage", "question", "passage")]
    public void Columns_of_pairs_are_told_by_their_names_or_stated(string header, string? text, string? pair, string expectedText, string? expectedPair)
    {
        var chosen = ColumnChoice.Choose("train.csv", header.Split(','), new DatasetOptions { TextColumn = text, TextPairColumn = pair });
        Assert.Equal((expectedText, expectedPair), (chosen.Text, chosen.Pair));
    }

    [Theory]
    [InlineData("text,label", "b", "no column 'b' for the textPair")]
    [InlineData("text,label", "text", "both text and textPair")]
    [InlineData("text,label", "label", "both textPair and label")]
    public void A_wrong_second_column_is_named(string header, string pair, string what)
    {
        var refused = Assert.Throws<InvalidInputException>(() => ColumnChoice.Choose("train.csv", header.Split(','), new DatasetOptions { TextPairColumn = pair }));
        Assert.Contains(what, refused.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_second_text_is_named_with_its_line()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", ["sentence1,sentence2,label", "w5,w6,a", "w6, ,b"]);
        var problem = Assert.Throws<InvalidInputException>(() => run.Prepare()).Problems[0];
        Assert.Equal("line 3", problem.Location);
        Assert.Contains("'sentence2'", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_second_text_beside_another_first_is_no_duplicate()
    {
        using var run = new TaskRun().WithEncoder().With("train.csv", Enumerable.Range(0, 25).Select(i => $"w{5 + i},w6,{(i % 2 == 0 ? "a" : "b")}").Prepend("sentence1,sentence2,label"));
        Assert.DoesNotContain(run.Prepare().Summary.Warnings, warning => warning.Contains("repeat", StringComparison.Ordinal));
    }
}
