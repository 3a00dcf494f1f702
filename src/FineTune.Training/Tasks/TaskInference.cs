using System.Globalization;
using FineTune.Training.Datasets;
using FineTune.Training.Models;

namespace FineTune.Training.Tasks;

/// <summary>Tells a task from the training file: its kind, its columns, and what stands in the label's.</summary>
internal static class TaskInference
{
    /// <summary>The task's name.</summary>
    /// <param name="files">The dataset's files.</param>
    /// <param name="family">The model's family, where it is known: plain text is for a decoder to continue and for an encoder to fill in.</param>
    /// <param name="options">The columns that are stated.</param>
    /// <exception cref="InvalidInputException">The file is not readable.</exception>
    public static string Of(DatasetFiles files, ModelFamily? family, DatasetOptions options)
    {
        if (TaggedTokens.IsConll(files.Train))
        {
            return "token-classification";
        }

        var isDecoder = family is DecoderFamily;
        if (PlainTexts.IsPlain(files.Train))
        {
            return isDecoder ? "causal-language-modeling" : "masked-language-modeling";
        }

        var table = DataTable.Open(files.Train);
        return options is { TextColumn: null, LabelColumn: null } && TaggedTokens.HasColumns(table.Columns) ? "token-classification"
            : isDecoder && options is { TextColumn: null, LabelColumn: null } && Completions.HasColumns(table.Columns) ? "supervised-fine-tuning"
            : isDecoder && PlainTexts.HasColumns(table.Columns) ? "causal-language-modeling"
            : OfLabels(table, ColumnChoice.Choose(files.Train, table.Columns, options).Label);
    }

    /// <summary>Lists are several labels; numbers of which one has a fraction are to be estimated; all else is one label.</summary>
    private static string OfLabels(DataTable table, string column)
    {
        var fractions = false;
        foreach (var row in table.Rows([column], listsFrom: 0))
        {
            var label = row.Fields[0]?.Trim();
            if (string.IsNullOrEmpty(label))
            {
                continue;
            }

            if (label.StartsWith('[') && label.EndsWith(']'))
            {
                return "multi-label-classification";
            }

            if (!double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            {
                return FineTuningTask.Default;
            }

            fractions |= number != Math.Floor(number);
        }

        return fractions ? "text-regression" : FineTuningTask.Default;
    }
}
