using FineTune.Training.Datasets;
using FineTune.Training.Optimization;

namespace FineTune.Training.Similarity;

/// <summary>What a probe is to tell of a dataset's rows from frozen features, and how well it does.</summary>
internal abstract class ProbeTarget
{
    /// <summary>The weight of the penalty of classifying probes: features are standardised.</summary>
    protected const double Regularization = 0.1;

    /// <summary>What its score counts.</summary>
    public abstract ProbeMeasure Measure { get; }

    /// <summary>The target of a dataset; null where the data have nothing that a probe could tell, as texts to be continued.</summary>
    public static ProbeTarget? Of(PreparedDataset dataset)
    {
        var (train, held) = (dataset.Train, dataset.Validation);
        var classes = dataset.Labels.Length;
        return train.Count == 0 || held.Count == 0 ? null
            : classes > 1 && train.LabelIds.Length > 0 && held.LabelIds.Length > 0 ? new ClassTarget(classes, train.Images is null ? ProbeMeasure.Texts : ProbeMeasure.Images)
            : classes > 1 && train.TokenLabels.Length > 0 && held.TokenLabels.Length > 0 ? new TagTarget(classes)
            : classes > 0 && train.TargetWidth == classes ? new LabelSetTarget(classes)
            : classes == 0 && train.TargetWidth == 1 ? new NumberTarget()
            : null;
    }

    /// <summary>Chooses examples of a split; equal arguments give equal examples.</summary>
    public abstract ProbeSample Choose(PreparedSplit split, int count, RandomKey key);

    /// <summary>What LogME is to explain: columns of one number for each example.</summary>
    public abstract IReadOnlyList<double[]> Columns(ProbeSample sample);

    /// <summary>The score of a probe on standardised features.</summary>
    public abstract double Score(FeatureMatrix train, ProbeSample fitted, FeatureMatrix held, ProbeSample measured);

    /// <summary>The score without looking at features.</summary>
    public abstract double ScoreOfNothing(ProbeSample measured);

    /// <summary>One class for each row.</summary>
    private class ClassTarget(int classes, ProbeMeasure measure) : ProbeTarget
    {
        public override ProbeMeasure Measure => measure;

        public override ProbeSample Choose(PreparedSplit split, int count, RandomKey key) => new(split, StratifiedRows.Take(split, count, key));

        public override IReadOnlyList<double[]> Columns(ProbeSample sample) => LogMe.OneHot(ClassesOf(sample), classes);

        public override double Score(FeatureMatrix train, ProbeSample fitted, FeatureMatrix held, ProbeSample measured)
        {
            var predictions = LinearProbe.Fit(train, ClassesOf(fitted), classes, Regularization).Predict(held);
            return predictions.Zip(ClassesOf(measured)).Count(pair => pair.First == pair.Second) / (double)measured.Count;
        }

        public override double ScoreOfNothing(ProbeSample measured) => ClassesOf(measured).CountBy(label => label).Max(entry => entry.Value) / (double)measured.Count;

        protected virtual int[] ClassesOf(ProbeSample sample) => Array.ConvertAll(sample.Rows, row => sample.Split.LabelIds[row]);
    }

    /// <summary>A tag for each word; of the words of some rows each tag has its turn.</summary>
    private sealed class TagTarget(int classes) : ClassTarget(classes, ProbeMeasure.Words)
    {
        public override ProbeSample Choose(PreparedSplit split, int count, RandomKey key)
        {
            var rows = StratifiedRows.Take(split, count, key);
            var places = rows.SelectMany((row, i) => Labelled(split, row).Select(token => (Row: i, Token: token))).ToArray();
            var tags = Array.ConvertAll(places, place => split.LabelsOfTokens(rows[place.Row])[place.Token]);
            return new ProbeSample(split, rows, [.. StratifiedRows.Take(tags, count, key).Select(i => places[i])]);
        }

        protected override int[] ClassesOf(ProbeSample sample) => [.. sample.Places!.Select(place => sample.Split.LabelsOfTokens(sample.Rows[place.Row])[place.Token])];

        private static IEnumerable<int> Labelled(PreparedSplit split, int row) =>
            Enumerable.Range(0, split.Length(row)).Where(token => split.LabelsOfTokens(row)[token] != PreparedSplit.Ignored);
    }

    /// <summary>A yes or no for each label of each row; the most frequent labels stand for all.</summary>
    private sealed class LabelSetTarget(int labels) : ProbeTarget
    {
        private const int MostLabels = 24;

        public override ProbeMeasure Measure => ProbeMeasure.Labels;

        public override ProbeSample Choose(PreparedSplit split, int count, RandomKey key) =>
            new(split, StratifiedRows.Take([.. Enumerable.Range(0, split.Count).Select(row => split.TargetsOf(row).IndexOf(1f))], count, key));

        public override IReadOnlyList<double[]> Columns(ProbeSample sample) => [.. Frequent(sample.Split).Select(label => Column(sample, label))];

        public override double Score(FeatureMatrix train, ProbeSample fitted, FeatureMatrix held, ProbeSample measured) =>
            Frequent(fitted.Split).Average(label =>
            {
                var answers = Array.ConvertAll(Column(fitted, label), value => (int)value);
                var predictions = LinearProbe.Fit(train, answers, 2, Regularization).Predict(held);
                return predictions.Zip(Column(measured, label)).Count(pair => pair.First == (int)pair.Second) / (double)measured.Count;
            });

        public override double ScoreOfNothing(ProbeSample measured) =>
            Frequent(measured.Split).Average(label => Column(measured, label).Average() is var share ? Math.Max(share, 1 - share) : 0);

        private static double[] Column(ProbeSample sample, int label) => Array.ConvertAll(sample.Rows, row => (double)sample.Split.TargetsOf(row)[label]);

        private int[] Frequent(PreparedSplit split) =>
        [
            .. Enumerable.Range(0, labels).OrderByDescending(label => Enumerable.Range(0, split.Count).Count(row => split.TargetsOf(row)[label] > 0)).ThenBy(label => label).Take(MostLabels),
        ];
    }

    /// <summary>A number for each row.</summary>
    private sealed class NumberTarget : ProbeTarget
    {
        public override ProbeMeasure Measure => ProbeMeasure.Variance;

        public override ProbeSample Choose(PreparedSplit split, int count, RandomKey key) => new(split, StratifiedRows.Take(split, count, key));

        public override IReadOnlyList<double[]> Columns(ProbeSample sample) => [Numbers(sample)];

        public override double Score(FeatureMatrix train, ProbeSample fitted, FeatureMatrix held, ProbeSample measured) =>
            RidgeProbe.FitByCrossValidation(train, Numbers(fitted)).RSquared(held, Numbers(measured));

        public override double ScoreOfNothing(ProbeSample measured) => 0;

        private static double[] Numbers(ProbeSample sample) => Array.ConvertAll(sample.Rows, row => (double)sample.Split.TargetsOf(row)[0]);
    }
}
