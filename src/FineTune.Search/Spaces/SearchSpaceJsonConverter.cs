using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>Reads and writes a whole <see cref="SearchSpace"/> as an array of parameters with their types, as plan.json keeps it; with constraints as an object of both.</summary>
public sealed class SearchSpaceJsonConverter : JsonConverter<SearchSpace>
{
    /// <inheritdoc />
    public override SearchSpace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var constraints = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("constraints", out var texts)
            ? texts.EnumerateArray().Select(text => SpaceConstraint.TryParse(text.GetString()!, out var problem) ?? throw new JsonException(problem)).ToList()
            : [];
        var parameters = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("parameters", out var inner) ? inner : root;
        return parameters.ValueKind == JsonValueKind.Array
            ? SearchSpace.Create(parameters.EnumerateArray().Select(ReadParameter), constraints)
            : throw new JsonException("A resolved search space is a JSON array of parameters.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SearchSpace value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.Constraints.Length == 0)
        {
            WriteParameters(writer, value);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("parameters");
        WriteParameters(writer, value);
        writer.WriteStartArray("constraints");
        foreach (var constraint in value.Constraints)
        {
            writer.WriteStringValue(constraint.Text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, SearchSpace value)
    {
        writer.WriteStartArray();
        foreach (var parameter in value.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            WriteRange(writer, parameter);
            if (parameter.When is { } condition)
            {
                writer.WriteStartObject("when");
                WriteValues(writer, condition.Parent, condition.Values);
                writer.WriteEndObject();
            }

            if (parameter.Prior is { } prior)
            {
                writer.WriteStartObject("prior");
                writer.WritePropertyName("center");
                ParameterValueJsonConverter.WriteValue(writer, prior.Center);
                writer.WriteNumber("spread", prior.Spread);
                writer.WriteNumber("trials", prior.Trials);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRange(Utf8JsonWriter writer, Parameter parameter)
    {
        switch (parameter)
        {
            case FloatParameter real:
                writer.WriteString("type", "float");
                writer.WriteNumber("low", real.Low);
                writer.WriteNumber("high", real.High);
                writer.WriteBoolean("log", real.Log);
                if (real.Step is { } step)
                {
                    writer.WriteNumber("step", step);
                }

                break;
            case IntegerParameter integer:
                writer.WriteString("type", "integer");
                writer.WriteNumber("low", integer.Low);
                writer.WriteNumber("high", integer.High);
                writer.WriteBoolean("log", integer.Log);
                writer.WriteNumber("step", integer.Step);
                break;
            case CategoricalParameter categorical:
                writer.WriteString("type", "categorical");
                WriteValues(writer, "choices", categorical.Choices);
                break;
            case FixedParameter constant:
                writer.WriteString("type", "fixed");
                writer.WritePropertyName("value");
                ParameterValueJsonConverter.WriteValue(writer, constant.Value);
                break;
            default:
                throw new JsonException($"The parameter type {parameter.GetType().Name} has no JSON form.");
        }
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, ImmutableArray<ParameterValue> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            ParameterValueJsonConverter.WriteValue(writer, value);
        }

        writer.WriteEndArray();
    }

    private static Parameter ReadParameter(JsonElement element)
    {
        var name = element.GetProperty("name").GetString()!;
        var log = element.TryGetProperty("log", out var logElement) && logElement.GetBoolean();
        Parameter parameter = element.GetProperty("type").GetString() switch
        {
            "float" => new FloatParameter(name, element.GetProperty("low").GetDouble(), element.GetProperty("high").GetDouble(), log,
                element.TryGetProperty("step", out var step) ? step.GetDouble() : null),
            "integer" => new IntegerParameter(name, element.GetProperty("low").GetInt64(), element.GetProperty("high").GetInt64(), log,
                element.TryGetProperty("step", out var step) ? step.GetInt64() : 1),
            "categorical" => new CategoricalParameter(name, ReadValues(element.GetProperty("choices"))),
            "fixed" => new FixedParameter(name, ReadValue(element.GetProperty("value"))),
            var other => throw new JsonException($"There is no parameter type '{other}'."),
        };
        if (element.TryGetProperty("prior", out var prior))
        {
            parameter = parameter with
            {
                Prior = new ParameterPrior(ReadValue(prior.GetProperty("center")), prior.GetProperty("spread").GetDouble(), prior.GetProperty("trials").GetDouble()),
            };
        }

        if (element.TryGetProperty("when", out var when))
        {
            foreach (var parent in when.EnumerateObject())
            {
                return parameter with { When = new Condition(parent.Name, ReadValues(parent.Value)) };
            }
        }

        return parameter;
    }

    private static ImmutableArray<ParameterValue> ReadValues(JsonElement array) => [.. array.EnumerateArray().Select(ReadValue)];

    private static ParameterValue ReadValue(JsonElement element) =>
        ParameterValueJsonConverter.FromElement(element) ?? throw new JsonException("A value is a number, a text, true or false.");
}
