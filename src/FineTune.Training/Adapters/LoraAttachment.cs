using System.Runtime.InteropServices;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Adapters;

/// <summary>Attaches new adapters to a model: what was pretrained is frozen, adapters and head are trained.</summary>
internal static class LoraAttachment
{
    /// <summary>What stands before module names in peft's files.</summary>
    public const string Prefix = "base_model.model.";

    /// <summary>Attaches adapters that change nothing yet: B is zero, A uniform within 1/√in, the magnitude the length of each row.</summary>
    /// <returns>The adapters' parameters, named as peft names them.</returns>
    public static List<ModelWeight> Attach(PretrainedModel model, LoraSettings settings, ulong seed)
    {
        var key = new RandomKey(seed).Derive("lora");
        var set = new AdapterSet(settings);
        var added = new List<ModelWeight>();
        Freeze(model, settings);
        foreach (var (target, depth) in model.Adaptables)
        {
            var adapted = new List<(long First, long Count)>();
            for (var module = 0; module < target.Modules.Count; module++)
            {
                var (name, first, count) = target.Modules[module];
                if (AdapterTargets.Includes(settings, name, isHead: depth > model.Config.Layers, isLinear: target.Kernel.Count == 0))
                {
                    set.Add(Create(target, module, depth, settings, set, key.Derive(name), model.Layout, added));
                    adapted.Add((first, count));
                }
            }

            if (settings.TrainsBiases && adapted.Count > 0 && target.Bias is { } bias)
            {
                TrainBias(model, bias, adapted);
            }
        }

        if (added.Count == 0)
        {
            throw new InvalidInputException(
                "hyperparameters", "loraTargets", $"No module's name ends in {string.Join(", ", settings.Targets)}.", $"Name ends of the model's modules: {string.Join(", ", Ends(model))}; or \"all-linear\".");
        }

        model.TakeAdapters(set, added);
        return added;
    }

    /// <summary>The last parts of the names of all modules that adapters could be attached to.</summary>
    private static IEnumerable<string> Ends(PretrainedModel model) => model.Adaptables
        .Where(a => a.Depth <= model.Config.Layers).SelectMany(a => a.Target.Modules)
        .Select(m => m.Name[(m.Name.LastIndexOf('.') + 1)..]).Distinct().Order(StringComparer.Ordinal);

    private static void Freeze(PretrainedModel model, LoraSettings settings)
    {
        foreach (var weight in model.Weights)
        {
            var module = weight.Name[..weight.Name.LastIndexOf('.')];
            weight.Value.requires_grad = settings.SavedModules.Any(s => module.Split('.').Contains(s)) || weight.Parts.Any(p => model.Report.New.Contains(p.Name));
        }
    }

    private static LoraAdapter Create(
        IAdaptable target, int module, int depth, LoraSettings settings, AdapterSet set, RandomKey key, BatchLayout layout, List<ModelWeight> added)
    {
        var (name, _, outputs) = target.Modules[module];
        long[] inner = [target.IsTransposed ? target.Weight.shape[0] : target.Weight.shape[1], .. target.Kernel];
        long[] point = [.. target.Kernel.Select(_ => 1L)];
        var inputs = inner.Aggregate((product, side) => product * side);
        var rank = AdapterTargets.RankOf(settings, name);
        var draws = new float[rank * inputs];
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] = (float)(((2 * key.Uniform((ulong)i)) - 1) / Math.Sqrt(inputs));
        }

        Parameter Place(string part, Tensor value, bool decays = true)
        {
            var parameter = new Parameter(value.to(layout.Type, layout.Device).clone().DetachFromDisposeScope(), requires_grad: true);
            added.Add(new ModelWeight(parameter, [new WeightPart($"{Prefix}{name}.{part}", 0, parameter.shape)], depth, decays));
            return parameter;
        }

        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var down = Place("lora_A.weight", tensor(draws, [rank, .. inner]));
        var up = Place("lora_B.weight", zeros([outputs, rank, .. point], ScalarType.Float32));
        var scale = AdapterTargets.ScaleOf(settings, name);
        Parameter? magnitude = null;
        if (settings.Decomposed)
        {
            var rows = target.IsTransposed ? target.Weight.narrow(1, target.Modules[module].First, outputs).t() : target.Weight.narrow(0, target.Modules[module].First, outputs);
            magnitude = Place("lora_magnitude_vector", rows.flatten(1).pow(2).sum(1).sqrt().view(point.Length == 0 ? [outputs] : [1, outputs, .. point]));
        }

        var adapter = new LoraAdapter(target, module, down, up, magnitude, scale, set);
        target.Attach(adapter);
        return adapter;
    }

    private static void TrainBias(PretrainedModel model, Parameter bias, List<(long First, long Count)> adapted)
    {
        bias.requires_grad = true;
        var weight = model.Weights.First(w => ReferenceEquals(w.Value, bias));
        weight.FrozenRows = [.. weight.Parts.Select(p => (p.FirstRow, p.Shape[0])).Where(p => !adapted.Contains(p))];
    }
}
