using static TorchSharp.torch;

namespace FineTune.Training.Adapters;

/// <summary>Puts the updates of adapters into the output of a matrix product.</summary>
internal static class AdaptedOutput
{
    /// <summary>The output with the parts of adapted modules replaced.</summary>
    /// <param name="adapters">The adapters of the product, in the order of their outputs.</param>
    /// <param name="input">[.., in].</param>
    /// <param name="output">[.., out], or some of its columns.</param>
    /// <param name="first">The column that the output begins with.</param>
    public static Tensor Of(IReadOnlyList<LoraAdapter> adapters, Tensor input, Tensor output, long first)
    {
        var width = output.shape[^1];
        var present = adapters.Where(a => a.First >= first && a.First + a.Count <= first + width).ToList();
        if (present.Count == 0)
        {
            return output;
        }

        var parts = new List<Tensor>();
        var done = 0L;
        foreach (var adapter in present)
        {
            var start = adapter.First - first;
            if (start > done)
            {
                parts.Add(output.narrow(-1, done, start - done));
            }

            parts.Add(adapter.Apply(input, output.narrow(-1, start, adapter.Count)));
            done = start + adapter.Count;
        }

        if (done < width)
        {
            parts.Add(output.narrow(-1, done, width - done));
        }

        return parts.Count == 1 ? parts[0] : cat(parts, -1);
    }
}
