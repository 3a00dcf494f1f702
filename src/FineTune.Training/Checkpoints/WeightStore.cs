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
    public static void Write(string path, IReadOnlyList<(ModelWeight Weight, Tensor Value, string Prefix)> tensors, bool half = false)
    {
        var type = half ? SafetensorsType.F16 : SafetensorsType.F32;
        var entries = tensors.SelectMany(t => t.Weight.Parts.Select(p => SafetensorsEntry.Describe(t.Prefix + p.Name, type, [.. p.Shape])));
        using var writer = SafetensorsWriter.Create(path, entries);
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

        writer.Commit();
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
                throw new InvalidInputException(file.Path, $"tensor '{entry.Name}'", "It does not fit the model.", "Continue with the model that the checkpoint was trained from.");
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
}
