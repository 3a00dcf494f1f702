using FineTune.Training.Models;

namespace FineTune.Training.Optimization;

/// <summary>Which parameters are trained from which update on: a pure function of the step, so nothing of it has to be saved.</summary>
internal sealed class FreezingPlan
{
    private readonly ModelWeight[] _trained;
    private readonly int _depths;
    private readonly int _top;
    private readonly Func<int, long> _firstStep;
    private long _stage = -1;

    /// <summary>A plan over the parameters that are to be trained at some time.</summary>
    /// <param name="trained">These.</param>
    /// <param name="depths">How many depths the model has.</param>
    /// <param name="stepAfter">The update at which the so manieth depth below the highest joins; 0 for all together.</param>
    public FreezingPlan(IEnumerable<ModelWeight> trained, int depths, Func<int, long> stepAfter)
    {
        (_trained, _depths, _firstStep) = ([.. trained], depths, stepAfter);
        _top = _trained.Max(w => w.Depth);
        Enter(0);
    }

    /// <summary>The depths at which nothing is trained now.</summary>
    public IReadOnlySet<int> Frozen { get; private set; } = new HashSet<int>();

    /// <summary>The lowest depth at which something is trained now.</summary>
    public int FirstTrainable { get; private set; }

    /// <summary>The update from which on a parameter is trained.</summary>
    public long FirstStep(ModelWeight weight) => _firstStep(_top - weight.Depth);

    /// <summary>Lets the parameters join whose time has come.</summary>
    public void Enter(long step)
    {
        var joined = _trained.Count(w => FirstStep(w) <= step);
        if (joined == _stage)
        {
            return;
        }

        _stage = joined;
        foreach (var weight in _trained)
        {
            weight.Value.requires_grad = FirstStep(weight) <= step;
        }

        var now = _trained.Where(w => w.Value.requires_grad).Select(w => w.Depth).ToHashSet();
        Frozen = Enumerable.Range(0, _depths).Where(d => !now.Contains(d)).ToHashSet();
        FirstTrainable = now.Min();
    }

    /// <summary>Makes all that is trained at some time learn, as an optimizer that is about to group it wants.</summary>
    public void EnterAll() => Enter(long.MaxValue);
}
