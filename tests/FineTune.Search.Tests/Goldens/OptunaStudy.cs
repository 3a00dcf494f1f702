using System.Text.Json;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Goldens;

/// <summary>A study as the reference outputs write it.</summary>
internal sealed class OptunaStudy(JsonElement element)
{
    public Direction[] Directions { get; } = [.. element.GetProperty("directions").EnumerateArray()
        .Select(direction => direction.GetString() == "maximize" ? Direction.Maximize : Direction.Minimize)];

    public JsonElement[] Trials { get; } = [.. element.GetProperty("trials").EnumerateArray()];

    public SearchSpace Space { get; } = ReadSpace(element);

    public static Parameter Distribution(string name, JsonElement distribution)
    {
        var log = distribution.TryGetProperty("log", out var logElement) && logElement.GetBoolean();
        return distribution.GetProperty("type").GetString() switch
        {
            "float" => new FloatParameter(name, distribution.GetProperty("low").GetDouble(), distribution.GetProperty("high").GetDouble(), log,
                distribution.GetProperty("step").ValueKind == JsonValueKind.Null ? null : distribution.GetProperty("step").GetDouble()),
            "int" => new IntegerParameter(name, distribution.GetProperty("low").GetInt64(), distribution.GetProperty("high").GetInt64(), log, distribution.GetProperty("step").GetInt64()),
            _ => new CategoricalParameter(name, [.. distribution.GetProperty("choices").EnumerateArray().Select(Value)]),
        };
    }

    public static ParameterValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => ParameterValue.Of(true),
        JsonValueKind.False => ParameterValue.Of(false),
        JsonValueKind.Number when element.TryGetInt64(out var whole) => ParameterValue.Of(whole),
        JsonValueKind.Number => ParameterValue.Of(element.GetDouble()),
        JsonValueKind.Null => ParameterValue.Of("null"),
        _ => ParameterValue.Of(element.GetString()!),
    };

    public static ParameterSet Parameters(JsonElement trial) => !trial.TryGetProperty("params", out var parameters)
        ? ParameterSet.Empty
        : ParameterSet.Create(parameters.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Value(entry.Value))));

    public static TrialStanding Standing(JsonElement trial) => trial.GetProperty("state").GetString() switch
    {
        "complete" => TrialStanding.Complete,
        "pruned" => TrialStanding.Pruned,
        "running" => TrialStanding.Running,
        _ => TrialStanding.Failed,
    };

    /// <summary>The history as a sampler sees it.</summary>
    /// <param name="published">Whether a running trial has the parameters that it published.</param>
    /// <param name="missingViolates">Whether, once any trial has constraints, one without violates them (4.9's rule).</param>
    public TrialTable Table(bool published, bool missingViolates = false)
    {
        var missing = missingViolates && Trials.Any(HasConstraints) ? double.PositiveInfinity : 0;
        var table = TrialTable.Create(Trials.Length, Directions.Length);
        for (var row = 0; row < Trials.Length; row++)
        {
            var trial = Trials[row];
            table.Numbers[row] = trial.GetProperty("number").GetInt32();
            table.Standing[row] = Standing(trial);
            var parameters = Parameters(trial);
            if (published && trial.TryGetProperty("system_attrs", out var attributes) && attributes.TryGetProperty("tpe:relative_params:0", out var relative))
            {
                using var document = JsonDocument.Parse(relative.GetString()!);
                foreach (var entry in document.RootElement.EnumerateObject())
                {
                    parameters = parameters.With(entry.Name, Value(entry.Value));
                }
            }

            table.SetParameters(row, Space, parameters);
            for (var objective = 0; objective < Directions.Length; objective++)
            {
                table.Losses[objective][row] = trial.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array
                    ? Signed(GoldenFiles.Number(values[objective]), Directions[objective])
                    : double.PositiveInfinity;
            }

            SetLast(table, row, trial);
            table.Violation[row] = !HasConstraints(trial) ? missing
                : trial.GetProperty("constraints").EnumerateObject().Sum(entry => Math.Max(0, GoldenFiles.Number(entry.Value)));
        }

        return table;
    }

    private static bool HasConstraints(JsonElement trial) =>
        trial.TryGetProperty("constraints", out var constraints) && constraints.ValueKind == JsonValueKind.Object;

    private static double Signed(double value, Direction direction) => direction == Direction.Minimize ? value : -value;

    private static SearchSpace ReadSpace(JsonElement element)
    {
        if (element.TryGetProperty("search_space", out var space))
        {
            return SearchSpace.Create(space.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => Distribution(entry.Name, entry.Value)));
        }

        var parameters = new SortedDictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var trial in element.GetProperty("trials").EnumerateArray())
        {
            if (trial.TryGetProperty("distributions", out var distributions))
            {
                foreach (var entry in distributions.EnumerateObject())
                {
                    parameters.TryAdd(entry.Name, Distribution(entry.Name, entry.Value));
                }
            }
        }

        return SearchSpace.Create(parameters.Values);
    }

    private void SetLast(TrialTable table, int row, JsonElement trial)
    {
        table.LastStep[row] = double.NegativeInfinity;
        if (!trial.TryGetProperty("intermediate_values", out var reports) || reports.GetArrayLength() == 0)
        {
            return;
        }

        var last = reports.EnumerateArray().MaxBy(report => report[0].GetInt32());
        var value = Signed(GoldenFiles.Number(last[1]), Directions[0]);
        table.LastStep[row] = last[0].GetInt32();
        table.LastLoss[row] = double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
