using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>The functions that are shaped like fine-tuning, and Jenatton's tree.</summary>
internal static class FineTuneFunctions
{
    public static double Seven(ParameterSet set, JsonElement c)
    {
        double C(string name) => c.GetProperty(name).GetDouble();
        var (u, b, e) = (Math.Log10(set["learning_rate"].AsDouble()), set["batch_size_log2"].AsDouble(), set["epochs"].AsDouble());
        var (q, w, z, s) = (set["dropout"].AsDouble(), Math.Log10(set["weight_decay"].AsDouble()), set["frozen_layers"].AsDouble(), set["schedule"].AsText());
        var best = C("lr0") + (0.5 * Math.Log10(2) * (b - 5)) + c.GetProperty("lr_sched").GetProperty(s).GetDouble() + (C("lr_frozen") * z) - (C("lr_epochs") * Math.Log10(e / 4));
        var d = u - best;
        var width = d < 0 ? C("w_low") : C("w_high");
        var loss = C("base") + (C("a_lr") * (1 - Math.Exp(-0.5 * Math.Pow(d / width, 2))));
        if (d > C("diverge"))
        {
            loss += 0.5 * Math.Tanh(2 * (d - C("diverge")));
        }

        var fit = Math.Log2(e) - (C("reg_drop") * q) - (C("reg_wd") * (w + 3)) - (C("reg_frozen") * z) - C("fit0");
        loss += (fit > 0 ? C("overfit") : C("underfit")) * fit * fit;
        loss += (C("a_frozen") * Math.Pow(z - C("frozen0"), 2)) + (C("a_wd") * Math.Pow(w - C("wd0") + (0.5 * (u - C("lr0"))), 2))
            + (C("a_batch") * Math.Pow(b - C("batch0"), 2)) + c.GetProperty("sched").GetProperty(s).GetDouble();
        return s == "cosine" && e <= 3 ? loss - C("cosine_short") : loss;
    }

    public static double Conditional(ParameterSet set, JsonElement c)
    {
        var (u, e, m) = (Math.Log10(set["learning_rate"].AsDouble()), set["epochs"].AsDouble(), set["method"].AsText());
        double Of(string table) => c.GetProperty(table).GetProperty(m).GetDouble();
        double Value(string name, double otherwise = 0) => set.TryGetValue(name, out var value) ? value.AsDouble() : otherwise;
        var loss = Of("base") + (0.25 * (1 - Math.Exp(-0.5 * Math.Pow((u - Of("lr") + (0.2 * Math.Log10(e / 4))) / 0.5, 2)))) + (0.012 * Math.Pow(Math.Log2(e) - Of("ep"), 2));
        return m switch
        {
            "full" => loss + (0.001 * Math.Pow(Value("frozen_layers") - c.GetProperty("frozen0").GetDouble(), 2))
                + (set["optimizer"].AsText() == "sgd" ? 0.03 + (0.04 * Math.Pow(Value("momentum") - 0.92, 2)) : 1.5 * Math.Pow(Value("beta2") - 0.98, 2)),
            "lora" => loss + (0.004 * Math.Pow(Math.Log2(Value("rank")) - c.GetProperty("rank0").GetDouble(), 2))
                + (0.006 * Math.Pow(Math.Log2(Value("alpha_ratio")) - 1 + (0.3 * (u - Of("lr"))), 2)) + (0.05 * Math.Pow(Value("lora_dropout") - 0.05, 2)),
            _ => loss + (0.008 * Math.Pow(Value("hidden_layers") - 1, 2)),
        };
    }

    public static double Jenatton(ParameterSet set)
    {
        double Value(string name) => set[name].AsDouble();
        return set["x1"].AsInteger() == 0
            ? Value("r8") + (set["x2"].AsInteger() == 0 ? Math.Pow(Value("x4"), 2) + 0.1 : Math.Pow(Value("x5"), 2) + 0.2)
            : Value("r9") + (set["x3"].AsInteger() == 0 ? Math.Pow(Value("x6"), 2) + 0.3 : Math.Pow(Value("x7"), 2) + 0.4);
    }
}
