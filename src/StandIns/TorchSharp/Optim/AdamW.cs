using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with weight decay kept apart from the gradient (Loshchilov and Hutter 2019).</summary>
public class AdamW : OptimizerHelper, optim.IBetas
{
    /// <summary>An optimizer of one group.</summary>
    public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>An optimizer of several groups; what a group leaves open it takes from here.</summary>
    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        if (beta1 is < 0 or >= 1 || beta2 is < 0 or >= 1)
        {
            throw new ArgumentException($"The betas have to lie in [0, 1): {beta1}, {beta2}.");
        }

        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>The decay rates of the averages of the first group; setting changes all groups.</summary>
    public (double, double) Betas
    {
        get => _parameter_groups.OfType<ParamGroup>().Select(group => group.Betas).First();
        set
        {
            foreach (var group in _parameter_groups.OfType<ParamGroup>())
            {
                group.Betas = value;
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
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.amsgrad ??= defaults.amsgrad;
        options.maximize ??= defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;
        base.add_param_group(param_group);
    }

    /// <summary>Changes all parameters that have a gradient, in one native call.</summary>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = Loss(closure);
        var all = _parameter_groups.SelectMany(group => group.Parameters.Select(parameter => (parameter, (Options)group.Options))).ToArray();
        var entries = new NativeAdam[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            entries[i] = Entry(all[i].parameter, all[i].Item2);
        }

        Native.Check(Native.ft_adam_step(entries, entries.Length));
        for (var i = 0; i < all.Length; i++)
        {
            if (entries[i].Updated != 0)
            {
                ((State)StateOf(all[i].parameter)).Take(entries[i]);
            }
        }

        return loss!;
    }

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private NativeAdam Entry(Parameter parameter, Options options)
    {
        var state = FindState(parameter) as State;
        return new NativeAdam
        {
            Parameter = parameter.Handle,
            Moment = OptimizerState.Pointer(state?.exp_avg),
            Square = OptimizerState.Pointer(state?.exp_avg_sq),
            Peak = OptimizerState.Pointer(state?.max_exp_avg_sq),
            LearningRate = options.LearningRate!.Value,
            Beta1 = options.beta1!.Value,
            Beta2 = options.beta2!.Value,
            Epsilon = options.eps!.Value,
            WeightDecay = options.weight_decay!.Value,
            Step = state?.step ?? 0,
            Amsgrad = options.amsgrad == true ? 1 : 0,
            Maximize = options.maximize == true ? 1 : 0,
            Decoupled = 1,
        };
    }

    /// <summary>The options of a group; what is null is taken from the optimizer.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The decay rate of the average of gradients.</summary>
        public double? beta1;

        /// <summary>The decay rate of the average of squared gradients.</summary>
        public double? beta2;

        /// <summary>What is added to the denominator.</summary>
        public double? eps;

        /// <summary>How fast weights shrink.</summary>
        public double? weight_decay;

        /// <summary>Whether the greatest average of squares counts.</summary>
        public bool? amsgrad;

        /// <summary>Whether the objective is to grow.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            if (source is Options other)
            {
                (beta1, beta2, eps) = (other.beta1, other.beta2, other.eps);
                (weight_decay, amsgrad, maximize) = (other.weight_decay, other.amsgrad, other.maximize);
            }
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        /// <summary>A group without parameters yet.</summary>
        public ParamGroup()
        {
            base.Options = new Options();
        }

        /// <summary>A group of parameters.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>A group of parameters with all options named.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            })
        {
        }

        /// <summary>The decay rates of the averages.</summary>
        public (double, double) Betas
        {
            get => (Options.beta1 ?? 0.9, Options.beta2 ?? 0.999);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>How often the parameter was changed.</summary>
        public long step;

        /// <summary>The average of its gradients.</summary>
        public Tensor? exp_avg;

        /// <summary>The average of its squared gradients.</summary>
        public Tensor? exp_avg_sq;

        /// <summary>The greatest average of its squared gradients, with amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

        /// <summary>An empty state.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            exp_avg ??= ZerosLike(_parameter);
            exp_avg_sq ??= ZerosLike(_parameter);
            if ((options as Options)?.amsgrad == true)
            {
                max_exp_avg_sq ??= ZerosLike(_parameter);
            }
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            Dispose();
            step = other.step;
            exp_avg = Copy(other.exp_avg);
            exp_avg_sq = Copy(other.exp_avg_sq);
            max_exp_avg_sq = Copy(other.max_exp_avg_sq);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Near(exp_avg, state.exp_avg) && Near(exp_avg_sq, state.exp_avg_sq)
            && Near(max_exp_avg_sq, state.max_exp_avg_sq);

        /// <inheritdoc/>
        public override void to(Device device)
        {
            exp_avg = Move(exp_avg, device);
            exp_avg_sq = Move(exp_avg_sq, device);
            max_exp_avg_sq = Move(max_exp_avg_sq, device);
        }

        /// <summary>Lets go of the averages.</summary>
        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
            exp_avg = exp_avg_sq = max_exp_avg_sq = null;
        }

        internal void Take(in NativeAdam entry)
        {
            step = entry.Step;
            exp_avg ??= Adopt(entry.Moment);
            exp_avg_sq ??= Adopt(entry.Square);
            if (entry.Peak != 0)
            {
                max_exp_avg_sq ??= Adopt(entry.Peak);
            }
        }
    }
}
