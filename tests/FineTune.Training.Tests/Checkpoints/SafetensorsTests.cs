using System.Buffers.Binary;
using System.Text;
using FineTune.Training.Checkpoints;

namespace FineTune.Training.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var path = _folder.File("a.safetensors");
        using (var writer = SafetensorsWriter.Create(path, [
            SafetensorsEntry.Describe("weight", SafetensorsType.F32, 2, 3),
            SafetensorsEntry.Describe("steps", SafetensorsType.I64),
            SafetensorsEntry.Describe("half", SafetensorsType.F16, 2),
            SafetensorsEntry.Describe("empty", SafetensorsType.BF16, 0, 7)]))
        {
            writer.Write<Half>("half", [(Half)0.5f, (Half)(-2f)]);
            writer.Write<float>("weight", [1, 2, 3, 4, 5, 6]);
            writer.Write<long>("steps", [42]);
            writer.Write("empty", []);
            writer.Commit();
        }

        using var file = SafetensorsFile.Open(path);
        Assert.Equal(["steps", "weight", "empty", "half"], file.Entries.Select(e => e.Name));
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.ReadSingles(file["weight"]));
        Assert.Equal([0.5f, -2f], file.ReadSingles(file["half"]));
        Assert.Equal(42, BinaryPrimitives.ReadInt64LittleEndian(file.Bytes(file["steps"])));
        Assert.Empty(file["steps"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal((8 + 24 + 4) % 8, new FileInfo(path).Length % 8);
    }

    [Fact]
    public void Bytes_do_not_depend_on_the_order_of_declaration_and_writing()
    {
        SafetensorsEntry[] entries = [SafetensorsEntry.Describe("b", SafetensorsType.F32, 1), SafetensorsEntry.Describe("a", SafetensorsType.F32, 1)];
        var first = WriteBoth("1", entries, ["a", "b"]);
        var second = WriteBoth("2", [entries[1], entries[0]], ["b", "a"]);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_file_that_is_not_committed_leaves_nothing()
    {
        using (SafetensorsWriter.Create(_folder.File("gone.safetensors"), [SafetensorsEntry.Describe("a", SafetensorsType.U8, 3)]))
        {
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "truncated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "left over")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "ascending")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[5,9]}}""", 9, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "needs dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "unknown")]
    [InlineData("""{"__metadata__":{"n":1}}""", 0, "not a text")]
    [InlineData("""{"a":""", 0, "not valid JSON")]
    [InlineData("""["a"]""", 0, "begin with")]
    public void A_broken_file_is_refused_with_the_reason(string header, int dataLength, string reason)
    {
        var path = Raw(header, dataLength);
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(path)).Problems);
        Assert.Equal(path, problem.File);
        Assert.Contains(reason, problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData(0, 0UL, "at least 8")]
    [InlineData(16, 0UL, "must be 1")]
    [InlineData(16, 100_000_001UL, "must be 1")]
    [InlineData(16, ulong.MaxValue, "must be 1")]
    [InlineData(16, 9UL, "truncated")]
    public void A_wrong_header_length_is_refused(int fileLength, ulong headerLength, string reason)
    {
        var bytes = new byte[fileLength];
        if (fileLength >= 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerLength);
        }

        var path = _folder.File("raw.safetensors");
        File.WriteAllBytes(path, bytes);
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(path)).Problems);
        Assert.Contains(reason, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shared_model_opens()
    {
        foreach (var path in Directory.EnumerateFiles(SharedFiles.Root, "*.safetensors", SearchOption.AllDirectories))
        {
            using var file = SafetensorsFile.Open(path);
            Assert.NotEmpty(file.Entries);
        }
    }

    public void Dispose() => _folder.Dispose();

    private byte[] WriteBoth(string name, SafetensorsEntry[] entries, string[] order)
    {
        using (var writer = SafetensorsWriter.Create(_folder.File(name), entries))
        {
            foreach (var tensor in order)
            {
                writer.Write<float>(tensor, [tensor[0]]);
            }

            writer.Commit();
        }

        return File.ReadAllBytes(_folder.File(name));
    }

    private string Raw(string header, int dataLength)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        File.WriteAllBytes(_folder.File("raw.safetensors"), bytes);
        return _folder.File("raw.safetensors");
    }
}
