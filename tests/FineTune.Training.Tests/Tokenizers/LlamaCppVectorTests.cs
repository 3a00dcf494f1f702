using FineTune.Training.Tokenizers;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>The texts and ids that llama.cpp keeps for vocabularies of real models.</summary>
public sealed class LlamaCppVectorTests
{
    private const string Separator = "\n__ggml_vocab_test__\n";

    public static TheoryData<string> Vocabularies =>
        [.. Directory.EnumerateFiles(Folder, "*.inp").Select(f => Path.GetFileName(f)[..^".gguf.inp".Length]).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(SharedFiles.Root, "data", "tok-llamacpp-vectors");

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Every_text_becomes_the_ids_of_its_line(string name)
    {
        var tokenizer = Load(name);
        var texts = File.ReadAllText(Path.Combine(Folder, name + ".gguf.inp")).Split(Separator);
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".gguf.out"));
        Assert.True(lines.Length > 30);
        foreach (var (text, line) in texts.Zip(lines))
        {
            var ids = new List<int>();
            tokenizer.EncodeIds(text, ids, addSpecialTokens: false);
            Assert.Equal((text, string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))), (text, string.Join(' ', ids)));
        }
    }

    private static Tokenizer Load(string name) => name switch
    {
        "ggml-vocab-bert-bge" => Tokenizer.LoadFile(Path.Combine(SharedFiles.Root, "data", "tok-bert", "baai-bge-small-en", "tokenizer.json")),
        "ggml-vocab-gpt-2" => Tokenizer.Load(Path.Combine(SharedFiles.Root, "data", "tok-gpt2")),
        _ => new Tokenizer(SentencePieceParts.Create(name, GgufVocabulary.Read(Path.Combine(Folder, name + ".gguf")))),
    };
}
