namespace FineTune.Training.Datasets;

/// <summary>The prompt that is made of an instruction and its input, where a file has these apart (the layout of Stanford Alpaca, Taori et al. 2023).</summary>
internal static class Instructions
{
    /// <summary>The prompt; what answers it follows directly.</summary>
    public static string Prompt(string instruction, string? input) =>
        $"### Instruction:\n{instruction}\n\n" + (string.IsNullOrWhiteSpace(input) ? string.Empty : $"### Input:\n{input}\n\n") + "### Response:\n";
}
