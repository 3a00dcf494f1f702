using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: a state for every parameter that learns, and its saving.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    /// <summary>The options that a group takes where it names none.</summary>
    protected OptimizerOptions _defaults = new();

    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override void zero_grad()
    {
        using var held = new HandleList(parameters());
        Native.Check(Native.ft_zero_grads(held.Pointers, held.Count, setToNone: true));
    }

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        // Listed once: a lazy sequence would be walked again at every step.
        param_group.Parameters = param_group.Parameters.ToList();
        base.add_param_group(param_group);
    }

    /// <summary>What the optimizer remembers. Frozen parameters have no state; others get one now if they had none.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            List<int> places = [];
            foreach (var parameter in group.Parameters)
            {
                if (parameter.requires_grad)
                {
                    var state = StateOf(parameter);
                    state.Initialize(group.Options);
                    places.Add(dictionary.State.Count);
                    dictionary.State.Add(state);
                }
            }

            dictionary.StateIndexRef.Add(places);
        }

        return dictionary;
    }

    /// <summary>Copies what an optimizer over the same groups remembers.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
        {
            throw new ArgumentException(
                $"The state is of {state_dict.Options.Count} groups and {state_dict.State.Count} parameters, but the optimizer has {own.Options.Count} and {own.State.Count}.",
                nameof(state_dict));
        }

        for (var i = 0; i < own.Options.Count; i++)
        {
            if (!ReferenceEquals(own.Options[i], state_dict.Options[i]))
            {
                own.Options[i].LoadStateDict(state_dict.Options[i]);
            }

            for (var j = 0; j < own.StateIndexRef[i].Count; j++)
            {
                var (target, source) = (own.State[own.StateIndexRef[i][j]], state_dict.State[state_dict.StateIndexRef[i][j]]);
                if (!ReferenceEquals(target, source))
                {
                    target.LoadStateDict(source);
                }
            }
        }
    }

    /// <summary>Moves what the optimizer remembers to a device.</summary>
    public virtual void to(Device device)
    {
        foreach (var state in _states.Values)
        {
            state.to(device);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in _states.Values)
            {
                (state as IDisposable)?.Dispose();
            }

            _states.Clear();
        }

        base.Dispose(disposing);
    }

    private protected static Tensor? Loss(Func<Tensor>? closure)
    {
        if (closure is null)
        {
            return null;
        }

        using var mode = enable_grad();
        return closure();
    }

    private protected OptimizerState StateOf(Parameter parameter)
    {
        if (!_states.TryGetValue(parameter, out var state))
        {
            _states[parameter] = state = NewState(parameter);
        }

        return state;
    }

    private protected OptimizerState? FindState(Parameter parameter) => _states.GetValueOrDefault(parameter);

    private protected abstract OptimizerState NewState(Parameter parameter);
}
