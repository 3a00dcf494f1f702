using System.Text;
using FineTune.Training.Datasets;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Datasets;

public sealed class DatasetPreparationTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _model = new();
    private readonly TemporaryFolder _output = new();

    public DatasetPreparationTests()
    {
        var corpus = _model.Write("corpus.txt", "the card is late and my money is gone please help me with the app\n");
        WordPieceTrainer.Train([corpus], new WordPieceTrainerOptions { VocabularySize = 200, MinFrequency = 1 }, TestContext.Current.CancellationToken).Save(_model.Path, 128);
    }

    [Fact]
    public void A_single_csv_is_split_by_label_and_tokenized()
    {
        _data.Write("feedback.csv", Table(60));
        var dataset = Prepare(new DatasetOptions { Seed = 5 });
        Assert.Equal(["app", "card", "money"], dataset.Labels);
        Assert.Equal((48, 6, 6), (dataset.Summary.TrainRows, dataset.Summary.ValidationRows, dataset.Summary.TestRows));
        foreach (var split in new[] { dataset.Train, dataset.Validation, dataset.Test })
        {
            Assert.Equal([0, 1, 2], split.LabelIds.Distinct().Order());
        }

        var tokenizer = Tokenizer.Load(_model.Path);
        var row = dataset.Test.RowNumbers[0];
        Assert.Equal(tokenizer.Encode(TextOf(row - 1)).Ids, dataset.Test.Tokens(0).ToArray());
        Assert.Equal(60, dataset.Train.RowNumbers.Concat(dataset.Validation.RowNumbers).Concat(dataset.Test.RowNumbers).Distinct().Count());
        Assert.Equal(dataset.ContentHash, PreparedDataset.Load(_output.Path).ContentHash);
    }

    [Fact]
    public void Equal_files_and_seed_give_equal_bytes_and_another_seed_another_split()
    {
        _data.Write("train.csv", Table(60));
        var first = Prepare(new DatasetOptions { Seed = 1 });
        var bytes = File.ReadAllBytes(_output.File("dataset.safetensors"));
        Assert.Equal(first.ContentHash, Prepare(new DatasetOptions { Seed = 1 }).ContentHash);
        Assert.Equal(bytes, File.ReadAllBytes(_output.File("dataset.safetensors")));
        Assert.NotEqual(first.ContentHash, Prepare(new DatasetOptions { Seed = 2 }).ContentHash);
    }

    [Fact]
    public void Csv_and_json_lines_with_the_same_rows_are_the_same_dataset()
    {
        _data.Write("train.csv", Table(30));
        var csv = Prepare().ContentHash;
        File.Delete(_data.File("train.csv"));
        _data.Write("train.jsonl", string.Concat(Enumerable.Range(0, 30).Select(i => $$"""{"label":"{{LabelOf(i)}}","text":"{{TextOf(i)}}"}""" + "\n")));
        Assert.Equal(csv, Prepare().ContentHash);
    }

    [Fact]
    public void Given_validation_and_test_files_are_used_as_they_are()
    {
        _data.Write("train.csv", Table(30));
        _data.Write("validation.csv", "text,label\nmy card,card\n");
        _data.Write("test.jsonl", """{"text":"my app","label":"app"}""" + "\n");
        var dataset = Prepare();
        Assert.Equal((30, 1, 1), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
    }

    [Fact]
    public void Quotes_separators_and_line_breaks_are_read_as_rfc_4180_says()
    {
        _data.Write("train.csv", "\uFEFFlabel;note;text\r\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{LabelOf(i)};x;\"the \"\"card\"\";\r\nis {i}\"\r\n")));
        var dataset = Prepare();
        var expected = Tokenizer.Load(_model.Path).Encode("the \"card\"; is 0").Ids;
        var all = new[] { dataset.Train, dataset.Validation, dataset.Test }.Single(s => s.RowNumbers.Contains(1));
        Assert.Equal(expected, all.Tokens(Array.IndexOf(all.RowNumbers, 1)).ToArray());
    }

    [Fact]
    public void Identical_texts_stay_together_and_contradictions_are_told()
    {
        _data.Write("train.csv", Table(60) + "my late card,card\nmy late card,app\nmy late card,card\n");
        var dataset = Prepare();
        Assert.Contains(dataset.Summary.Warnings, w => w.Contains("different labels", StringComparison.Ordinal) && w.Contains("lines 62 ('card') and 63 ('app')", StringComparison.Ordinal));
        Assert.Contains(dataset.Summary.Warnings, w => w.Contains("2 training rows repeat", StringComparison.Ordinal));
        Assert.Single(new[] { dataset.Train, dataset.Validation, dataset.Test }, s => s.RowNumbers.Any(r => r > 60));
    }

    [Fact]
    public void Leakage_between_files_and_truncation_are_told()
    {
        _data.Write("train.csv", Table(30));
        _data.Write("test.csv", $"text,label\n{TextOf(3)},{LabelOf(3)}\nthe app,app\n");
        var dataset = Prepare(new DatasetOptions { MaxLength = 6 });
        Assert.Contains(dataset.Summary.Warnings, w => w.Contains("leakage", StringComparison.Ordinal) && w.Contains("line 2 of test.csv", StringComparison.Ordinal));
        Assert.Contains(dataset.Summary.Warnings, w => w.Contains("longer than 6 tokens", StringComparison.Ordinal));
        Assert.Equal(6, dataset.Summary.LongestRow);
    }

    [Fact]
    public void A_few_bad_rows_are_skipped_and_told()
    {
        _data.Write("train.csv", Table(200) + ",card\n");
        var dataset = Prepare();
        Assert.Equal(1, dataset.Summary.SkippedRows);
        Assert.Contains(dataset.Summary.Warnings, w => w.Contains("line 202", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text,other\na,b\nc,d\n", "line 1", "no label column")]
    [InlineData("text\na\n", "line 1", "no label column")]
    [InlineData("text,label\na\n", "line 2", "1 fields")]
    [InlineData("a,b,c\nx,y,z\n", "line 1", "no text column")]
    [InlineData("text,label\na,x\nb,x\nc,x\n", null, "the label 'x'")]
    [InlineData("text,label\n\"a,x\nb,y\n", "line 2", "never closed")]
    [InlineData("text,label\na,x\n\"b\"c,y\n", "line 3", "After the closing quote")]
    [InlineData("text,label\na,x\n\"b,y\n\"c,y\n", "line 3", "closes on line 4")]
    [InlineData("text,label\na,x,y\n", "line 2", "3 fields")]
    [InlineData("text,label\n,x\nb,y\n", "line 2", "is empty")]
    [InlineData("text,label\na,\nb,y\n", "line 2", "is empty")]
    [InlineData("text,label\n", null, "no rows")]
    [InlineData("text,label\na,x\nb,y\n", null, "too few")]
    [InlineData("", null, "zero bytes")]
    public void A_clear_mistake_in_a_csv_is_named_with_its_line(string content, string? location, string what)
    {
        _data.Write("train.csv", content);
        AssertProblem(location, what);
    }

    [Theory]
    [InlineData("[{\"text\":1}]", "line 1", "JSON list")]
    [InlineData("{\"text\":\"a\",\"label\":\"b\"}\n{\"text\":\n", "line 2", "not valid JSON")]
    [InlineData("{\"text\":\"a\",\"label\":\"b\"}\n7\n", "line 2", "not a JSON object")]
    [InlineData("{\"text\":\"a\",\"label\":\"b\"}\n{\"text\":\"a\"}\n", "line 2", "is empty")]
    public void A_clear_mistake_in_json_lines_is_named_with_its_line(string content, string location, string what)
    {
        _data.Write("train.jsonl", content);
        AssertProblem(location, what);
    }

    [Fact]
    public void A_label_unknown_to_training_is_named_with_its_line()
    {
        _data.Write("train.csv", Table(30));
        _data.Write("validation.csv", "text,label\nmy card,card\nmy cat,cat\n");
        AssertProblem("line 3", "'cat' does not occur");
    }

    [Theory]
    [InlineData("utf-16", "line 1, byte 0", "UTF-16")]
    [InlineData("latin1", "line 2, byte 14", "Windows-1252")]
    public void Another_encoding_is_told_with_the_place_and_the_remedy(string encoding, string location, string what)
    {
        File.WriteAllText(_data.File("train.csv"), "text,label\ncafé,x\nb,y\n", Encoding.GetEncoding(encoding));
        AssertProblem(location, what);
    }

    [Fact]
    public void Encoding_problems_far_into_a_file_have_the_right_place()
    {
        var lines = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"é{i},x\n"));
        File.WriteAllBytes(_data.File("train.csv"), [.. Encoding.UTF8.GetBytes("text,label\n" + lines), 0xE9, (byte)'\n']);
        AssertProblem($"line 200002, byte {Encoding.UTF8.GetByteCount(lines) + 11}", "0xE9");
    }

    [Fact]
    public void A_folder_without_or_with_many_training_files_is_refused()
    {
        AssertProblem(null, "no train.csv");
        _data.Write("a.csv", Table(30));
        _data.Write("b.csv", Table(30));
        AssertProblem(null, "a.csv, b.csv");
    }

    public void Dispose()
    {
        _data.Dispose();
        _model.Dispose();
        _output.Dispose();
    }

    private static string LabelOf(int row) => (row % 3) switch { 0 => "card", 1 => "money", _ => "app" };

    private static string TextOf(int row) => $"please help me with the {LabelOf(row)} number {row}";

    private static string Table(int rows) => "text,label\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{TextOf(i)},{LabelOf(i)}\n"));

    private PreparedDataset Prepare(DatasetOptions? options = null) =>
        DatasetPreparation.Prepare(_data.Path, _model.Path, options ?? new DatasetOptions(), _output.Path, TestContext.Current.CancellationToken);

    private void AssertProblem(string? location, string what)
    {
        var problems = Assert.Throws<InvalidInputException>(() => Prepare()).Problems;
        Assert.Contains(problems, p => p.Location == location && p.What.Contains(what, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.NotEmpty(p.Remedy));
    }
}
