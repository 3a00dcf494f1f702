using System.Runtime.InteropServices;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Checkpoints;

/// <summary>Parameters and tensors like them, to and from safetensors, each part under its own name.</summary>
internal static class WeightStore
{
    /// <summary>Writes tensors that are shaped like parameters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Each parameter, the tensor to store for it and what stands before its parts' names.</param>
    /// <param name="half">Whether to store half precision instead of single.</param>
    /// <param name="buffers">What the model has beside its parameters: numbers in single precision, counters as whole numbers.</param>
    public static void Write(
        string path, IReadOnlyList<(ModelWeight Weight, Tensor Value, string Prefix)> tensors, bool half = false, IReadOnlyList<ModelBuffer>? buffers = null)
    {
        var type = half ? SafetensorsType.F16 : SafetensorsType.F32;
        var entries = tensors.SelectMany(t => t.Weight.Parts.Select(p => SafetensorsEntry.Describe(t.Prefix + p.Name, type, [.. p.Shape])));
        using var writer = SafetensorsWriter.Create(path, entries.Concat((buffers ?? []).Select(Describe)));
        foreach (var (weight, value, prefix) in tensors)
        {
            using var scope = NewDisposeScope();
            var host = value.detach().to(half ? ScalarType.Float16 : ScalarType.Float32, CPU).contiguous();
            var bytes = host.bytes;
            var rowBytes = bytes.Length / (int)host.shape[0];
            foreach (var part in weight.Parts)
            {
                writer.Write(prefix + part.Name, bytes.Slice((int)part.FirstRow * rowBytes, (int)part.Shape[0] * rowBytes));
            }
        }

        foreach (var buffer in buffers ?? [])
        {
            using var scope = NewDisposeScope();
            writer.Write(buffer.Name, buffer.Value.to(StoredType(buffer), CPU).contiguous().bytes);
        }

        writer.Commit();
    }

    /// <summary>Reads buffers back.</summary>
    /// <exception cref="InvalidInputException">One is missing or has another type or size.</exception>
    public static void Read(SafetensorsFile file, IReadOnlyList<ModelBuffer> buffers)
    {
        using var quiet = no_grad();
        foreach (var buffer in buffers)
        {
            using var scope = NewDisposeScope();
            var entry = file[buffer.Name];
            var host = empty(buffer.Value.shape, StoredType(buffer));
            if (entry.Type != Describe(buffer).Type || entry.ByteLength != host.bytes.Length)
            {
                throw Misfit(file, entry);
            }

            file.Bytes(entry).CopyTo(host.bytes);
            buffer.Value.copy_(host);
        }
    }

    /// <summary>Reads a parameter's tensor back into <paramref name="target"/>.</summary>
    /// <exception cref="InvalidInputException">A part is missing or has another size.</exception>
    public static void Read(SafetensorsFile file, ModelWeight weight, Tensor target, string prefix)
    {
        var values = new float[target.numel()];
        var rowSize = values.Length / (int)target.shape[0];
        foreach (var part in weight.Parts)
        {
            var entry = file[prefix + part.Name];
            var place = values.AsSpan((int)part.FirstRow * rowSize, (int)part.Shape[0] * rowSize);
            if (entry.ElementCount != place.Length || !SafetensorsNumbers.TryToSingles(entry.Type, file.Bytes(entry), place))
            {
                throw Misfit(file, entry);
            }
        }

        using var scope = NewDisposeScope();
        using (no_grad())
        {
            if (target.is_cpu() && target.dtype == ScalarType.Float32 && target.is_contiguous())
            {
                MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(target.bytes);
            }
            else
            {
                target.copy_(tensor(values, target.shape));
            }
        }
    }

    private static SafetensorsEntry Describe(ModelBuffer buffer) => SafetensorsEntry.Describe(
        buffer.Name, StoredType(buffer) == ScalarType.Int64 ? SafetensorsType.I64 : SafetensorsType.F32, [.. buffer.Shape]);

    private static ScalarType StoredType(ModelBuffer buffer) => buffer.Value.dtype == ScalarType.Int64 ? ScalarType.Int64 : ScalarType.Float32;

    private static InvalidInputException Misfit(SafetensorsFile file, SafetensorsEntry entry) =>
        new(file.Path, $"tensor '{entry.Name}'", "It does not fit the model.", "Continue with the model that the checkpoint was trained from.");
}
