using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum where asked for.</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    /// <summary>An optimizer of one group.</summary>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>An optimizer of several groups; what a group leaves open it takes from here.</summary>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening.");
        }

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>The momentum of the first group; setting changes all groups.</summary>
    public double Momentum
    {
        get => _parameter_groups.OfType<ParamGroup>().First().Momentum;
        set
        {
            foreach (var group in _parameter_groups.OfType<ParamGroup>())
            {
                group.Momentum = value;
            }
        }
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        if (param_group.Options is not Options options)
        {
            param_group.Options = options = new Options { LearningRate = param_group.Options.LearningRate };
        }

        options.LearningRate ??= defaults.LearningRate;
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;
        base.add_param_group(param_group);
    }

    /// <summary>Changes all parameters that have a gradient, in one native call.</summary>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = Loss(closure);
        var all = _parameter_groups.SelectMany(group => group.Parameters.Select(parameter => (parameter, (Options)group.Options))).ToArray();
        var entries = new NativeSgd[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            entries[i] = Entry(all[i].parameter, all[i].Item2);
        }

        Native.Check(Native.ft_sgd_step(entries, entries.Length));
        for (var i = 0; i < all.Length; i++)
        {
            if (entries[i].Updated != 0 && entries[i].Buffer != 0)
            {
                ((State)StateOf(all[i].parameter)).Take(entries[i]);
            }
        }

        return loss!;
    }

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private NativeSgd Entry(Parameter parameter, Options options) => new()
    {
        Parameter = parameter.Handle,
        Buffer = OptimizerState.Pointer((FindState(parameter) as State)?.momentum_buffer),
        LearningRate = options.LearningRate!.Value,
        Momentum = options.momentum!.Value,
        Dampening = options.dampening!.Value,
        WeightDecay = options.weight_decay!.Value,
        Nesterov = options.nesterov == true ? 1 : 0,
        Maximize = options.maximize == true ? 1 : 0,
    };

    /// <summary>The options of a group; what is null is taken from the optimizer.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The share of the last change that is kept.</summary>
        public double? momentum;

        /// <summary>How much less of the gradient is added to the momentum.</summary>
        public double? dampening;

        /// <summary>How fast weights shrink.</summary>
        public double? weight_decay;

        /// <summary>Whether the gradient counts after the momentum.</summary>
        public bool? nesterov;

        /// <summary>Whether the objective is to grow.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            if (source is Options other)
            {
                (momentum, dampening, weight_decay) = (other.momentum, other.dampening, other.weight_decay);
                (nesterov, maximize) = (other.nesterov, other.maximize);
            }
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        /// <summary>A group without parameters yet.</summary>
        public ParamGroup() => base.Options = new Options();

        /// <summary>A group of parameters.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>A group of parameters with all options named.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
        {
        }

        /// <summary>The momentum.</summary>
        public double Momentum
        {
            get => Options.momentum ?? 0;
            set => Options.momentum = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>The last change, or null before the first.</summary>
        public Tensor? momentum_buffer;

        /// <summary>An empty state.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            Dispose();
            momentum_buffer = Copy(((State)source).momentum_buffer);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && Near(momentum_buffer, state.momentum_buffer);

        /// <inheritdoc/>
        public override void to(Device device) => momentum_buffer = Move(momentum_buffer, device);

        /// <summary>Lets go of the last change.</summary>
        public void Dispose()
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }

        internal void Take(in NativeSgd entry) => momentum_buffer ??= Adopt(entry.Buffer);
    }
}
