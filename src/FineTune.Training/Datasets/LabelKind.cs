using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace FineTune.Training.Datasets;

/// <summary>What the label column of a task of whole texts holds, and what becomes of it.</summary>
internal abstract class LabelKind
{
    /// <summary>One label.</summary>
    public static LabelKind Single { get; } = new SingleLabel();

    /// <summary>Any number of labels: a JSON list, or names with '|' between them.</summary>
    public static LabelKind Multiple { get; } = new MultipleLabels();

    /// <summary>A number.</summary>
    public static LabelKind Number { get; } = new NumericLabel();

    /// <summary>Whether one text with two labels contradicts itself.</summary>
    public virtual bool Contradicts => true;

    /// <summary>The label in the spelling that is kept; null where it cannot be read.</summary>
    public abstract string? Read(string? field);

    /// <summary>The label's names, to find those that training does not have.</summary>
    public virtual IEnumerable<string> Names(string label) => [label];

    /// <summary>What is wrong with a label that cannot be read.</summary>
    public abstract string Complaint(string column, string? field);

    /// <summary>How the labels of the training rows become what is learned.</summary>
    public abstract TargetEncoding Encode(ImmutableArray<string> labels);

    /// <summary>For each row what is to be in every split in its proportion.</summary>
    public abstract int[] Strata(IReadOnlyList<string> rows, ImmutableArray<string> labels);

    private sealed class SingleLabel : LabelKind
    {
        public override string? Read(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();

        public override string Complaint(string column, string? field) => $"The label (column '{column}') is empty.";

        public override TargetEncoding Encode(ImmutableArray<string> labels) => new(ClassOf: Ids(labels));

        public override int[] Strata(IReadOnlyList<string> rows, ImmutableArray<string> labels) => [.. rows.Select(Ids(labels))];
    }

    private sealed class MultipleLabels : LabelKind
    {
        private const char Between = '\u001f';

        public override bool Contradicts => false;

        public override string? Read(string? field)
        {
            if (field is null)
            {
                return null;
            }

            try
            {
                var names = field.TrimStart().StartsWith('[')
                    ? JsonElement.Parse(field).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())
                    : field.Split('|');
                return string.Join(Between, names.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            }
            catch (JsonException)
            {
                return null;
            }
        }

        public override IEnumerable<string> Names(string label) => label.Length == 0 ? [] : label.Split(Between);

        public override string Complaint(string column, string? field) => $"The labels (column '{column}') are missing or no list.";

        public override TargetEncoding Encode(ImmutableArray<string> labels)
        {
            var ids = Ids(labels);
            return new TargetEncoding(NumbersOf: label =>
            {
                var row = new float[labels.Length];
                foreach (var name in Names(label))
                {
                    row[ids(name)] = 1;
                }

                return row;
            });
        }

        public override int[] Strata(IReadOnlyList<string> rows, ImmutableArray<string> labels)
        {
            var ids = Ids(labels);
            return [.. rows.Select(row => Names(row).Select(ids).DefaultIfEmpty(labels.Length).First())];
        }
    }

    private sealed class NumericLabel : LabelKind
    {
        private const int MostStrata = 10;

        public override bool Contradicts => false;

        public override string? Read(string? field) =>
            float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? field!.Trim() : null;

        public override IEnumerable<string> Names(string label) => [];

        public override string Complaint(string column, string? field) => $"The label (column '{column}') is {(string.IsNullOrWhiteSpace(field) ? "empty" : $"'{field}'")}, not a finite number.";

        public override TargetEncoding Encode(ImmutableArray<string> labels) => new(NumbersOf: label => [float.Parse(label, CultureInfo.InvariantCulture)]);

        /// <summary>Tenths of the rows by their numbers' order, fewer where there are few rows.</summary>
        public override int[] Strata(IReadOnlyList<string> rows, ImmutableArray<string> labels)
        {
            var strata = new int[rows.Count];
            var count = Math.Clamp(rows.Count / 30, 1, MostStrata);
            var ordered = Enumerable.Range(0, rows.Count).OrderBy(r => float.Parse(rows[r], CultureInfo.InvariantCulture)).ThenBy(r => r).ToArray();
            for (var i = 0; i < ordered.Length; i++)
            {
                strata[ordered[i]] = (int)((long)i * count / ordered.Length);
            }

            return strata;
        }
    }

    private static Func<string, int> Ids(ImmutableArray<string> labels)
    {
        var ids = labels.Select((label, id) => (label, id)).ToDictionary(p => p.label, p => p.id, StringComparer.Ordinal);
        return label => ids[label];
    }
}
