using System.Runtime.InteropServices;
using FineTune.Training.Checkpoints;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Makes tensors of a type on a device: of what files hold, one for all models of the process, or of numbers that are given.</summary>
internal sealed class WeightLoading(WeightFiles? files, ScalarType type, Device device)
{
    /// <summary>Writes the numbers of a part.</summary>
    public delegate void PartWriter(WeightPart part, Span<float> values);

    /// <summary>A share in what the files hold of a parameter: mapped where that is one tensor of the wanted type, otherwise loaded once.</summary>
    /// <param name="parts">The parameter's parts.</param>
    /// <param name="found">Where each of them is.</param>
    /// <param name="whole">The parameter's shape.</param>
    public SharedTensor Share(IReadOnlyList<WeightPart> parts, IReadOnlyList<(SafetensorsFile File, SafetensorsEntry Entry)> found, long[] whole)
    {
        var key = $"{string.Join('|', found.Select(f => $"{f.File.Identity}:{f.Entry.Name}"))}|{string.Join(',', whole)}|{type}|{device}";
        return SharedTensor.Take(key, () =>
        {
            var mapped = found.Count == 1 && device.type == TorchSharp.DeviceType.CPU ? files!.View(found[0].File, found[0].Entry, type) : null;
            var next = 0;
            return mapped ?? Fill(parts, whole, (_, values) => Read(found[next].File, found[next++].Entry, values));
        });
    }

    /// <summary>A new tensor, part by part.</summary>
    public Tensor Fill(IReadOnlyList<WeightPart> parts, long[] whole, PartWriter write)
    {
        var tensor = empty(whole, ScalarType.Float32).DetachFromDisposeScope();
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        var width = values.Length / (int)whole[0];
        foreach (var part in parts)
        {
            write(part, values.Slice((int)part.FirstRow * width, (int)part.Shape[0] * width));
        }

        return Place(tensor);
    }

    /// <summary>Reads a tensor of a file.</summary>
    /// <exception cref="InvalidInputException">It holds no floating-point numbers.</exception>
    public static void Read(SafetensorsFile file, SafetensorsEntry entry, Span<float> values)
    {
        if (!SafetensorsNumbers.TryToSingles(entry.Type, file.Bytes(entry), values))
        {
            throw new InvalidInputException(
                file.Path, $"tensor '{entry.Name}'", $"It holds {entry.Type}, not floating-point numbers.", "Store it as F32, F16, BF16 or F64.");
        }
    }

    private Tensor Place(Tensor tensor)
    {
        if (type == ScalarType.Float32 && device.type == TorchSharp.DeviceType.CPU)
        {
            return tensor;
        }

        using (tensor)
        {
            return tensor.to(type, device).DetachFromDisposeScope();
        }
    }
}
