using System.Text.Json;

namespace FineTune.Training.Adapters;

/// <summary>Refuses adapters that would load and give other numbers than they give in peft.</summary>
internal static class AdapterChecks
{
    /// <summary>Fields of adapter_config.json that change what an adapter computes and are not supported.</summary>
    private static readonly string[] Unsupported =
        ["lora_bias", "layer_replication", "target_parameters", "trainable_token_indices", "use_qalora", "megatron_config", "loftq_config", "arrow_config", "corda_config"];

    /// <summary>Checks adapter_config.json; every task_type may stand there.</summary>
    /// <exception cref="InvalidInputException">The adapter is of another kind than LoRA, or has parts that are not supported.</exception>
    public static void ThrowIfUnsupported(string path, JsonElement json)
    {
        const string Remedy = "Merge the adapter into its model with peft (merge_and_unload), and use the merged model.";
        var problems = new List<InputProblem>();
        var kind = json.TryGetProperty("peft_type", out var type) ? type.GetString() : "LORA";
        if (kind != "LORA")
        {
            problems.Add(new InputProblem(path, "peft_type", $"Adapters of the kind '{kind}' are not supported.", Remedy));
        }

        if (json.TryGetProperty("bias", out var bias) && bias.GetString() == "all")
        {
            problems.Add(new InputProblem(path, "bias", "Adapters that train the biases of all modules are not supported.", Remedy));
        }

        problems.AddRange(Unsupported.Where(name => json.TryGetProperty(name, out var value) && IsSet(value))
            .Select(name => new InputProblem(path, name, $"Adapters with '{name}' are not supported.", Remedy)));
        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    private static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };
}
