using System.Globalization;
using System.Text.Json;
using FineTune.Search.Bench.Problems;

namespace FineTune.Search.Bench.Curves;

/// <summary>Learning curves of a table of configurations: values by configuration and epoch, and the configurations in the unit cube.</summary>
internal sealed class CurveTask
{
    private CurveTask(string name, float[][] values, double[][] cube)
    {
        (Name, Values, Cube) = (name, values, cube);
        Epochs = values[0].Length;
        Best = values.Min(row => row.Min());
        var final = values.Select(row => (double)row[^1]).Order().ToArray();
        Median = (final[(final.Length - 1) / 2] + final[final.Length / 2]) / 2;
    }

    public string Name { get; }

    /// <summary>By configuration, the value after 1, 2, ... epochs; smaller is better.</summary>
    public float[][] Values { get; }

    public double[][] Cube { get; }

    public int Epochs { get; }

    public double Best { get; }

    public double Median { get; }

    public double Regret(double value) => (value - Best) / (Median - Best);

    public static IEnumerable<CurveTask> All(string folder)
    {
        var unit = Rows(SharedFiles.Lines("tables", "taskset_unit.csv.gz").Skip(1)).ToArray();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "hpo-taskset"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file)
                .Replace("-Infinity", "null", StringComparison.Ordinal).Replace("Infinity", "null", StringComparison.Ordinal).Replace("NaN", "null", StringComparison.Ordinal));
            var values = document.RootElement.EnumerateArray()
                .Select(entry => entry.GetProperty("valid").GetProperty("loss").EnumerateArray().Skip(1).Select(Bounded).ToArray()).ToArray();
            yield return new CurveTask("taskset_" + Path.GetFileNameWithoutExtension(file).Replace("FixedTextRNNClassification_imdb_", string.Empty, StringComparison.Ordinal), values, unit);
        }

        yield return Table("lcbenchlite", "lcbenchlite_config.csv.gz", "lcbenchlite_val_cross_entropy.csv.gz");
        foreach (var task in new[] { "126026", "167168", "189908", "34539", "3945", "7593" })
        {
            yield return Table("yahpo_" + task, "yahpo_config.csv.gz", $"yahpo_{task}_val_error.csv.gz");
        }
    }

    private static CurveTask Table(string name, string configurations, string values)
    {
        var lines = SharedFiles.Lines("tables", configurations).ToList();
        var columns = lines[0].Split(',').Select((column, i) => (column, i)).Where(entry => entry.column.StartsWith("u_", StringComparison.Ordinal)).Select(entry => entry.i).ToArray();
        var cube = Rows(lines.Skip(1)).Select(row => columns.Select(column => row[column]).ToArray()).ToArray();
        var header = SharedFiles.Lines("tables", values).First().Split(',');
        var first = Array.IndexOf(header, "e1");
        return new CurveTask(name, [.. Rows(SharedFiles.Lines("tables", values).Skip(1)).Select(row => row.Skip(first).Take(51).Select(value => (float)value).ToArray())], cube);
    }

    private static IEnumerable<double[]> Rows(IEnumerable<string> lines) =>
        lines.Where(line => line.Length > 0).Select(line => line.Split(',').Select(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray());

    /// <summary>A value that is missing, no number or above ten counts as ten.</summary>
    private static float Bounded(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.GetDouble() is var value && value <= 10 ? (float)value : 10;
}
