using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Turns the values that the search proposed into what the trainer takes.</summary>
public static class TrialHyperparameters
{
    private const double PretrainingDropout = 0.1;

    /// <summary>The defaults with the proposed values put in; the JSON names of both are the same.</summary>
    public static Hyperparameters Resolve(Hyperparameters defaults, ParameterSet proposed)
    {
        var fields = JsonSerializer.SerializeToNode(defaults, StudiesJson.Default.Hyperparameters)!.AsObject();
        foreach (var (name, value) in proposed)
        {
            fields[name] = JsonSerializer.SerializeToNode(value, StudiesJson.Default.ParameterValue);
        }

        return fields.Deserialize(StudiesJson.Default.Hyperparameters)!;
    }

    /// <summary>The values of a space's parameters in a set of hyperparameters: the proposal that leads to them.</summary>
    public static ParameterSet Project(Hyperparameters hyperparameters, SearchSpace space)
    {
        var fields = JsonSerializer.SerializeToNode(hyperparameters, StudiesJson.Default.Hyperparameters)!.AsObject();
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var parameter in space.Parameters.Where(parameter => parameter.When?.Holds(values) ?? true))
        {
            values[parameter.Name] = Read(fields[parameter.Name], parameter);
        }

        return ParameterSet.Create(values);
    }

    /// <summary>One field of a set of hyperparameters as a value of the search.</summary>
    public static ParameterValue Read(Hyperparameters hyperparameters, string name) =>
        JsonSerializer.SerializeToNode(hyperparameters, StudiesJson.Default.Hyperparameters)![name].Deserialize(StudiesJson.Default.ParameterValue);

    /// <summary>The value of one parameter. Dropout that is the model's own shows as the rate that encoders are pretrained with.</summary>
    private static ParameterValue Read(JsonNode? node, Parameter parameter)
    {
        if (parameter is FixedParameter constant)
        {
            return constant.Value;
        }

        var value = node is null ? ParameterValue.Of(PretrainingDropout) : node.Deserialize(StudiesJson.Default.ParameterValue);
        return parameter.Contains(value) ? value : parameter.FromUnit(0.5);
    }
}
