using System.Text;
using System.Text.Json;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>The 5 MB of real text of throughput.json: every id, by count and hash. (bench/tokenizers measures the speed.)</summary>
public sealed class ThroughputGoldenTests
{
    public static TheoryData<string> Names => [.. GoldenTexts.Read("throughput.json").GetProperty("results").EnumerateArray().Select(r => r.GetProperty("tokenizer").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Millions_of_ids_are_the_librarys(string name)
    {
        var facts = GoldenTexts.Read("throughput.json");
        var golden = facts.GetProperty("results").EnumerateArray().Single(r => r.GetProperty("tokenizer").GetString() == name);
        var bytes = facts.GetProperty("segments").EnumerateArray().SelectMany(Segment).ToArray();
        Assert.Equal(facts.GetProperty("total_bytes").GetInt32(), bytes.Length);
        var tokenizer = GoldenTokenizers.LoadFiles(golden.GetProperty("file").GetString()!);
        var ids = new List<int>(2_000_000);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            tokenizer.EncodeIds(lines[i], ids, addSpecialTokens: false);
            if (i == 999)
            {
                Assert.Equal(golden.GetProperty("hash_of_first_1000_lines").GetString(), Hash(ids));
            }
        }

        Assert.Equal(golden.GetProperty("tokens").GetInt32(), ids.Count);
        Assert.Equal(golden.GetProperty("fnv1a64").GetString(), Hash(ids));
    }

    private static byte[] Segment(JsonElement segment) =>
        File.ReadAllBytes(GoldenTexts.PathOf(segment.GetProperty("file").GetString()!))[segment.GetProperty("begin").GetInt32()..segment.GetProperty("end").GetInt32()];

    private static string Hash(List<int> ids)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var id in ids)
        {
            for (var shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ (byte)(id >> shift)) * 0x100000001b3;
            }
        }

        return hash.ToString("x16");
    }
}
