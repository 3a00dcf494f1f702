using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>Reads the spaces of the shared problem files.</summary>
internal static class SpaceReader
{
    public static SearchSpace Read(JsonElement parameters) => SearchSpace.Create(parameters.EnumerateArray().Select(ReadParameter));

    private static Parameter ReadParameter(JsonElement element)
    {
        var name = element.GetProperty("name").GetString()!;
        var log = element.TryGetProperty("log", out var logElement) && logElement.ValueKind == JsonValueKind.True;
        Parameter parameter = element.GetProperty("type").GetString() switch
        {
            "float" => new FloatParameter(name, element.GetProperty("low").GetDouble(), element.GetProperty("high").GetDouble(), log),
            "int" => new IntegerParameter(name, element.GetProperty("low").GetInt64(), element.GetProperty("high").GetInt64(), log),
            _ => new CategoricalParameter(name, [.. element.GetProperty("choices").EnumerateArray().Select(Value)]),
        };
        if (element.TryGetProperty("when", out var when) && when.ValueKind == JsonValueKind.Object)
        {
            // With two parents the last one exists only under the first one's value, so it alone decides.
            var parent = when.EnumerateObject().Last();
            parameter = parameter with { When = new Condition(parent.Name, [.. parent.Value.EnumerateArray().Select(Value)]) };
        }

        return parameter;
    }

    private static ParameterValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => ParameterValue.Of(true),
        JsonValueKind.False => ParameterValue.Of(false),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? ParameterValue.Of(whole) : ParameterValue.Of(element.GetDouble()),
        _ => ParameterValue.Of(element.GetString()!),
    };
}
