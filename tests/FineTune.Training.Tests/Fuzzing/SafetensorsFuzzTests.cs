using System.Buffers.Binary;
using System.Text;
using FineTune.Testing.Fuzzing;
using FineTune.Training.Checkpoints;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>A safetensors file from a stranger is read within its own bytes, or refused.</summary>
[Collection(FuzzCollection.Name)]
public sealed class SafetensorsFuzzTests
{
    private const long MostBytes = 16L << 20;

    private const string Header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},"c":{"dtype":"I64","shape":[],"data_offsets":[32,40]},"d":{"dtype":"F4","shape":[2,2],"data_offsets":[40,42]},"e":{"dtype":"F8_E4M3","shape":[0,7],"data_offsets":[42,42]}}""";

    [Fact]
    public async Task A_damaged_file_is_read_within_its_bytes_or_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.safetensors");
        await FuzzRun.RunAsync("safetensors", 6000, MostBytes, Make, input =>
        {
            File.WriteAllBytes(path, input);
            Read(path);
            return Task.CompletedTask;
        });
    }

    private static byte[] Make(Random random)
    {
        var header = random.Next(3) == 0 ? Encoding.UTF8.GetBytes(Header) : JsonMutator.Mutate(Header, random);
        var file = new byte[8 + header.Length + 42];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        random.NextBytes(file.AsSpan(8 + header.Length));
        return random.Next(2) == 0 ? file : ByteMutator.Mutate(file, random);
    }

    private static void Read(string path)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            var sum = 0L;
            foreach (var entry in file.Entries)
            {
                foreach (var value in file.Bytes(entry))
                {
                    sum += value;
                }

                if (entry.Type is SafetensorsType.F32 or SafetensorsType.BF16)
                {
                    Assert.Equal(entry.ElementCount, file.ReadSingles(entry).Length);
                }
            }

            Assert.True(sum <= 255 * new FileInfo(path).Length);
        }
        catch (InvalidInputException)
        {
            return; // The refusal that is promised.
        }
    }
}
