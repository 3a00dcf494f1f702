using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FineTune.Search.Bench.Problems;

/// <summary>The YAHPO LCBench surrogate network: six tasks, error after 52 epochs.</summary>
internal sealed class YahpoSurrogate
{
    private readonly Dictionary<string, float[]> _tensors = [];

    private YahpoSurrogate(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var document = JsonDocument.Parse(bytes.AsMemory(8, header));
        foreach (var entry in document.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var (from, to) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            _tensors[entry.Name] = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + header + from, to - from)).ToArray();
        }
    }

    public static IEnumerable<Problem> All()
    {
        var check = SharedFiles.Json("tables", "yahpo_check.json");
        var space = SpaceReader.Read(check.GetProperty("parameters"));
        var network = new Lazy<YahpoSurrogate>(() => new YahpoSurrogate(Path.Combine(SharedFiles.Goldens, "tables", "yahpo_lcbench.safetensors")));
        foreach (var task in check.GetProperty("final").EnumerateObject())
        {
            var code = check.GetProperty("task_code").GetProperty(task.Name).GetInt32();
            yield return new Problem(
                "yahpo_" + task.Name, space, task.Value.GetProperty("best_error").GetDouble(), task.Value.GetProperty("median_error").GetDouble(),
                set => 100 - network.Value.Accuracy(code, [52, .. space.Parameters.Select(parameter => set[parameter.Name].AsDouble())]));
        }
    }

    private double Accuracy(int task, double[] x)
    {
        var input = new double[32];
        var transform = _tensors["input_transform"];
        for (var i = 0; i < 24; i++)
        {
            input[i] = _tensors["embedding.weight"][(task * 24) + i];
        }

        for (var j = 0; j < 8; j++)
        {
            var value = transform[j * 3] != 0 ? Math.Log(x[j] + 1e-12) : x[j];
            input[24 + j] = (value - transform[(j * 3) + 1]) / transform[(j * 3) + 2];
        }

        var h = Linear("first_layer", input);
        for (var block = 0; block < 3; block++)
        {
            var prefix = $"layers.{block}.";
            var z = Linear(prefix + "linear0", Normalised(prefix + "norm", h));
            var half = z.Length / 2;
            var gated = new double[half];
            for (var i = 0; i < half; i++)
            {
                gated[i] = z[i] * Math.Max(0, z[half + i]);
            }

            var added = Linear(prefix + "linear1", gated);
            for (var i = 0; i < h.Length; i++)
            {
                h[i] += added[i];
            }
        }

        var last = Normalised("last_normalization", h);
        for (var i = 0; i < last.Length; i++)
        {
            last[i] = Math.Max(0, last[i]);
        }

        var output = _tensors["output_transform"];
        var s = 1 / (1 + Math.Exp(-Linear("head", last)[1]));
        var accuracy = (s * output[5]) + output[4];
        return output[3] != 0 ? Math.Exp(accuracy) - 1e-12 : accuracy;
    }

    private double[] Linear(string name, double[] x)
    {
        var weight = _tensors[name + ".weight"];
        var bias = _tensors.GetValueOrDefault(name + ".bias");
        var y = new double[weight.Length / x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var sum = bias is null ? 0.0 : bias[i];
            for (var j = 0; j < x.Length; j++)
            {
                sum += weight[(i * x.Length) + j] * x[j];
            }

            y[i] = sum;
        }

        return y;
    }

    private double[] Normalised(string name, double[] x)
    {
        var (mean, variance, weight, bias) = (_tensors[name + ".running_mean"], _tensors[name + ".running_var"], _tensors[name + ".weight"], _tensors[name + ".bias"]);
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = ((x[i] - mean[i]) / Math.Sqrt(variance[i] + 1e-5) * weight[i]) + bias[i];
        }

        return y;
    }
}
