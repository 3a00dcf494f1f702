using System.Text;
using FineTune.Testing.Fuzzing;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>A tokenizer from a stranger either cuts texts or is refused.</summary>
[Collection(FuzzCollection.Name)]
public sealed class TokenizerFuzzTests
{
    private const long MostBytes = 256L << 20;

    private static readonly string[] Texts = ["", "a tea, ab-abc 123 é\u0301 中文 <x> \U0001D518!", new string('a', 300), "\u0001\u00A0 \r\n\t[CLS]"];

    [Fact]
    public async Task A_damaged_tokenizer_json_works_or_is_refused()
    {
        using var folder = new TemporaryFolder();
        await FuzzRun.RunAsync("tokenizer.json", 1500, MostBytes, random => JsonMutator.Mutate(TokenizerSeeds.Make(random), random), input =>
        {
            var path = folder.File("tokenizer.json");
            File.WriteAllBytes(path, input);
            Try(() => Tokenizer.LoadFile(path));
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\ntea\n", null, null)]
    [InlineData("vocab.json", """{"<s>":0,"<pad>":1,"</s>":2,"<unk>":3,"a":4,"b":5,"ab":6,"Ġ":7}""", "merges.txt", "#version: 0.2\na b\n")]
    public async Task Damaged_files_of_an_older_layout_work_or_are_refused(string name, string content, string? otherName, string? other)
    {
        const string Config = """{"tokenizer_class":"RobertaTokenizer","do_lower_case":true,"cls_token":{"content":"[CLS]"},"sep_token":"[SEP]","unk_token":"[UNK]","add_prefix_space":true}""";
        using var folder = new TemporaryFolder();
        await FuzzRun.RunAsync($"tokenizer-{name}", 400, MostBytes, random => BitConverter.GetBytes(random.Next()), input =>
        {
            var random = new Random(BitConverter.ToInt32(input));
            var damaged = random.Next(3);
            File.WriteAllBytes(folder.File(name), Damage(damaged == 0, content, random));
            File.WriteAllBytes(folder.File("tokenizer_config.json"), damaged == 1 ? JsonMutator.Mutate(Config, random) : Encoding.UTF8.GetBytes(Config));
            if (otherName is not null)
            {
                File.WriteAllBytes(folder.File(otherName), Damage(damaged == 2, other!, random));
            }

            Try(() => Tokenizer.Load(folder.Path));
            return Task.CompletedTask;
        });
    }

    private static byte[] Damage(bool isDamaged, string content, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return !isDamaged ? bytes : content[0] == '{' ? JsonMutator.Mutate(content, random) : ByteMutator.Mutate(bytes, random);
    }

    private static void Try(Func<Tokenizer> load)
    {
        try
        {
            // Truncation and padding of the file are the caller's to use; the product passes its own length to EncodeIds.
            var tokenizer = load().WithTruncation(null).WithPadding(null);
            foreach (var text in Texts)
            {
                tokenizer.EncodeIds(text, [], 16);
                var encoding = tokenizer.Encode(text, "a pair");
                tokenizer.Decode(encoding.Ids);
            }
        }
        catch (InvalidInputException)
        {
            return; // The refusal that is promised.
        }
    }
}
