using FineTune.Search.Ledger;
using FineTune.Search.Objectives;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>A history as numbers, so that samplers run over arrays. Rows are trials by number.</summary>
internal sealed class TrialTable
{
    private TrialTable(int count, int objectives)
    {
        Count = count;
        Numbers = new int[count];
        Standing = new TrialStanding[count];
        LastStep = new double[count];
        LastLoss = new double[count];
        Violation = new double[count];
        Losses = NewColumns(objectives, count);
        Settings = new double[count][];
    }

    /// <summary>The number of trials.</summary>
    public int Count { get; }

    /// <summary>Trial numbers.</summary>
    public int[] Numbers { get; }

    /// <summary>What each trial is to a sampler.</summary>
    public TrialStanding[] Standing { get; }

    /// <summary>Final value by objective, signed so that smaller is better; infinite where there is none.</summary>
    public double[][] Losses { get; }

    /// <summary>The last step that a pruned trial reported, negative infinity where it reported none.</summary>
    public double[] LastStep { get; }

    /// <summary>The value there, signed so that smaller is better; NaN counts as infinite.</summary>
    public double[] LastLoss { get; }

    /// <summary>The sum of a trial's violated constraints; 0 where it is feasible.</summary>
    public double[] Violation { get; }

    /// <summary>By trial, its values by parameter of the space: a logarithm where the range is logarithmic, the index of a choice; NaN where absent.</summary>
    public double[][] Settings { get; }

    /// <summary>An empty table of this size, for histories that do not come from a ledger.</summary>
    public static TrialTable Create(int count, int objectives) => new(count, objectives);

    /// <summary>The history of a study.</summary>
    public static TrialTable From(SearchSpace space, StudyState history, Direction direction)
    {
        var trials = history.Trials;
        var table = new TrialTable(trials.Count, 1 + history.Objectives.Length);
        for (var row = 0; row < trials.Count; row++)
        {
            var trial = trials[row];
            if (history.Objectives.Length > 0)
            {
                var losses = ParetoFront.Losses(history, trial, direction);
                for (var objective = 1; objective < losses.Length; objective++)
                {
                    table.Losses[objective][row] = losses[objective];
                }
            }

            table.Numbers[row] = trial.Number;
            table.SetOutcome(row, trial, direction);
            table.SetParameters(row, space, trial.Parameters);
        }

        return table;
    }

    /// <summary>The history as it stood at one rung: trials with a result there are complete with it, those on their way are running, failed ones are failed, others are left out.</summary>
    public static TrialTable AtRung(SearchSpace space, StudyState history, Direction direction, int rung)
    {
        List<TrialState> trials = [.. history.Trials.Where(trial => trial.Segments.ContainsKey(rung) || trial.Status is TrialStatus.Running or TrialStatus.Failed)];
        var table = new TrialTable(trials.Count, 1);
        for (var row = 0; row < trials.Count; row++)
        {
            var segment = trials[row].Segments.GetValueOrDefault(rung);
            table.Numbers[row] = trials[row].Number;
            table.Losses[0][row] = segment is null ? double.PositiveInfinity : Objective.Loss(segment.BestObjective, direction);
            table.LastLoss[row] = table.Losses[0][row];
            table.LastStep[row] = segment?.Epoch ?? double.NegativeInfinity;
            table.Standing[row] = segment is { Outcome: SegmentOutcome.Reached or SegmentOutcome.EarlyStopped } ? TrialStanding.Complete
                : trials[row].Status == TrialStatus.Running ? TrialStanding.Running : TrialStanding.Failed;
            table.SetParameters(row, space, trials[row].Parameters);
        }

        return table;
    }

    /// <summary>Fills one row's parameters.</summary>
    public void SetParameters(int row, SearchSpace space, ParameterSet parameters) => Settings[row] = parameters.Encoded(space, Encode);

    /// <summary>The number that stands for a value; NaN where the value is outside of the parameter's kind.</summary>
    public static double Encode(Parameter parameter, ParameterValue value) => parameter switch
    {
        FloatParameter real when value.IsNumber => real.Log ? Math.Log(value.AsDouble()) : value.AsDouble(),
        IntegerParameter whole when value.IsNumber => whole.Log ? Math.Log(value.AsDouble()) : value.AsDouble(),
        CategoricalParameter categorical when categorical.IndexOf(value) is var index && index >= 0 => index,
        FixedParameter => 0,
        _ => double.NaN,
    };

    /// <summary>The value that an encoded number stands for, moved into the range and onto the grid.</summary>
    public static ParameterValue Decode(Parameter parameter, double encoded) => parameter switch
    {
        FloatParameter real => ParameterValue.Of(real.Nearest(real.Log ? Math.Exp(encoded) : encoded)),
        IntegerParameter whole => ParameterValue.Of(whole.Nearest(whole.Log ? Math.Exp(encoded) : encoded)),
        CategoricalParameter categorical => categorical.Choices[Math.Clamp((int)encoded, 0, categorical.Choices.Length - 1)],
        _ => parameter.ValueAt(0),
    };

    private static double[] Encode(SearchSpace space, ParameterSet parameters)
    {
        var encoded = new double[space.Parameters.Length];
        var position = 0;
        for (var column = 0; column < encoded.Length; column++)
        {
            var parameter = space.Parameters[column];
            encoded[column] = parameters.TryGetNear(ref position, parameter.Name, out var value) ? Encode(parameter, value) : double.NaN;
        }

        return encoded;
    }

    private static double[][] NewColumns(int columns, int rows)
    {
        var result = new double[columns][];
        for (var i = 0; i < columns; i++)
        {
            result[i] = new double[rows];
        }

        return result;
    }

    private void SetOutcome(int row, TrialState trial, Direction direction)
    {
        var loss = trial.BestObjective is { } value ? Objective.Loss(value, direction) : double.PositiveInfinity;
        Losses[0][row] = loss;
        LastLoss[row] = loss;
        Standing[row] = trial.Status switch
        {
            TrialStatus.Completed => TrialStanding.Complete,
            TrialStatus.Failed => TrialStanding.Failed,
            TrialStatus.Running when trial.Segments.IsEmpty => TrialStanding.Running,
            _ => TrialStanding.Pruned,
        };
        LastStep[row] = Standing[row] == TrialStanding.Pruned && !trial.Segments.IsEmpty ? trial.Segments.Values.Last().Epoch : double.NegativeInfinity;
    }
}
