using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>Numbers in and out.</summary>
public sealed class DataTests
{
    [Fact]
    public void Arrays_become_tensors_of_their_shape_and_type()
    {
        using var scope = NewDisposeScope();

        AssertIs(tensor(new[] { 1f, 2f }), ScalarType.Float32, [2]);
        AssertIs(tensor(new[,] { { 1L, 2L, 3L }, { 4L, 5L, 6L } }), ScalarType.Int64, [2, 3]);
        AssertIs(tensor(new List<int> { 1, 2, 3, 4 }, 2, 2), ScalarType.Int32, [2, 2]);
        AssertIs(tensor(new[] { true, false }), ScalarType.Bool, [2]);
        AssertIs(tensor(new[] { (Half)1, (Half)2 }), ScalarType.Float16, [2]);
        AssertIs(tensor(new double[] { 1, 2 }, dtype: ScalarType.Float32), ScalarType.Float32, [2]);
        AssertIs(tensor(3.5f), ScalarType.Float32, []);
        AssertIs(from_array(new[,,] { { { 1.0 }, { 2.0 } } }), ScalarType.Float64, [1, 2, 1]);
        AssertIs(arange(5), ScalarType.Int64, [5]);
        AssertIs(arange(0.0, 1.0, 0.25), ScalarType.Float32, [4]);
        AssertIs(ones(2, 3), ScalarType.Float32, [2, 3]);
        AssertIs(full(2, 7L), ScalarType.Int64, [2]);
        AssertIs(eye(3), ScalarType.Float32, [3, 3]);
        Assert.Equal([1L, 2, 3, 4, 5, 6], tensor(new[,] { { 1L, 2L, 3L }, { 4L, 5L, 6L } }).data<long>().ToArray());
    }

    [Fact]
    public void Bytes_can_be_read_and_written()
    {
        using var scope = NewDisposeScope();
        var t = zeros(4);

        t.bytes = MemoryMarshal.AsBytes(new[] { 1f, 2f, 3f, 4f }.AsSpan());

        Assert.Equal([1f, 2f, 3f, 4f], t.data<float>().ToArray());
        Assert.Equal(2f, MemoryMarshal.Cast<byte, float>(t.bytes)[1]);
        var column = arange(6, dtype: ScalarType.Float32).view(2, 3).t()[1];
        Assert.Equal([1f, 4f], MemoryMarshal.Cast<byte, float>(column.bytes).ToArray());
        column.bytes = MemoryMarshal.AsBytes(new[] { 9f, 8f }.AsSpan());
        Assert.Equal([9f, 8f], column.data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => t.bytes = new byte[3]);
    }

    [Fact]
    public void A_buffer_shares_its_memory_until_the_tensor_ends()
    {
        var memory = new float[] { 1, 2, 3, 4 };
        using (var shared = frombuffer(memory, ScalarType.Float32, count: 2, offset: 1))
        {
            shared.mul_(10);
        }

        Assert.Equal([1f, 20, 30, 4], memory);
        Assert.Throws<ArgumentException>(() => frombuffer(memory, ScalarType.Float32, count: 4, offset: 1));
    }

    [Fact]
    public void A_mapped_file_takes_what_is_written_only_where_it_is_shared()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, MemoryMarshal.AsBytes(new float[] { 1, 2, 3, 4 }.AsSpan()));
            using (var own = from_file(path, shared: false, size: 3, dtype: ScalarType.Float32))
            {
                Assert.Equal([1f, 2, 3], own.data<float>().ToArray());
                own.mul_(10);
                Assert.Equal([10f, 20, 30], own.data<float>().ToArray());
            }

            Assert.Equal([1f, 2, 3, 4], MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray());
            using (var shared = from_file(path, shared: true, size: 4, dtype: ScalarType.Float32))
            {
                shared.mul_(10);
            }

            Assert.Equal([10f, 20, 30, 40], MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray());
            Assert.ThrowsAny<ExternalException>(() => from_file(path + ".absent", size: 1));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_accessor_reads_and_writes_in_row_major_order()
    {
        using var scope = NewDisposeScope();
        var t = arange(6, dtype: ScalarType.Float32).view(2, 3).t();

        var data = t.data<float>();

        Assert.Equal([0f, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal(4f, data[1, 1]);
        data[2, 0] = 7;
        Assert.Equal(7f, t[2, 0].item<float>());
        data.CopyFrom([1, 1], tensorIndex: 4);
        Assert.Equal([0f, 3, 1, 4, 1, 1], data);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[3, 0]);
    }

    [Fact]
    public void Conversions_answer_with_the_tensor_itself_where_there_is_nothing_to_do()
    {
        using var scope = NewDisposeScope();
        var t = ones(2);

        Assert.Same(t, t.to(ScalarType.Float32));
        Assert.Same(t, t.cpu());
        Assert.NotSame(t, t.to(ScalarType.Float32, copy: true));
        AssertIs(t.half(), ScalarType.Float16, [2]);
        AssertIs(t.bfloat16().@float(), ScalarType.Float32, [2]);
    }

    [Fact]
    public void Text_shows_shape_type_and_values()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("[2x3], type = Float32, device = cpu", ones(2, 3).ToString());
        Assert.Equal("[1 2 3]", tensor(new long[] { 1, 2, 3 }).ToString(TensorStringStyle.Numpy));
    }

    private static void AssertIs(Tensor actual, ScalarType type, long[] shape)
    {
        Assert.Equal(type, actual.dtype);
        Assert.Equal(shape, actual.shape);
    }
}
