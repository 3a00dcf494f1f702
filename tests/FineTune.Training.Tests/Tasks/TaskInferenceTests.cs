using FineTune.Training.Datasets;
using FineTune.Training.Tasks;

namespace FineTune.Training.Tests.Tasks;

public sealed class TaskInferenceTests
{
    [Theory]
    [InlineData("train.csv", "text,label\na,x\nb,y\n", "text-classification")]
    [InlineData("train.csv", "text,label\na,1\nb,2\n", "text-classification")]
    [InlineData("train.csv", "text,label\na,1\nb,2.5\n", "text-regression")]
    [InlineData("train.jsonl", """{"text":"a","label":["x"]}""", "multi-label-classification")]
    [InlineData("train.jsonl", """{"tokens":["a"],"ner_tags":["O"]}""", "token-classification")]
    [InlineData("train.conll", "a O\n", "token-classification")]
    [InlineData("train.txt", "some text\n", "causal-language-modeling")]
    [InlineData("train.jsonl", """{"text":"a"}""", "causal-language-modeling")]
    [InlineData("train.jsonl", """{"prompt":"a","completion":"b"}""", "supervised-fine-tuning")]
    [InlineData("train.jsonl", """{"instruction":"a","input":"","output":"b"}""", "supervised-fine-tuning")]
    [InlineData("train.jsonl", """{"messages":[]}""", "supervised-fine-tuning")]
    public void The_task_of_a_decoder_is_told_by_the_file(string file, string content, string task)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, content);
        Assert.Equal(task, TaskInference.Of(DatasetFiles.Find(folder.Path), Training.Models.ModelFamily.Find("llama"), new DatasetOptions()));
    }

    [Theory]
    [InlineData("train.txt", "some text\n", "masked-language-modeling")]
    [InlineData("train.csv", "prompt,response\na,b\n", "text-classification")]
    public void An_encoder_is_not_asked_to_write(string file, string content, string task)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, content);
        Assert.Equal(task, TaskInference.Of(DatasetFiles.Find(folder.Path), Training.Models.ModelFamily.Find("bert"), new DatasetOptions()));
    }
}
