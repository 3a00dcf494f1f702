using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Rules that change parameters by their gradients.</summary>
    public static partial class optim
    {
        /// <summary>What has a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate in force.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate that a schedule starts from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>What has a momentum.</summary>
        public interface IMomentum
        {
            /// <summary>The momentum.</summary>
            double Momentum { get; set; }
        }

        /// <summary>What has two decay rates of averages.</summary>
        public interface IBetas
        {
            /// <summary>The decay rates of the averages of gradients and of their squares.</summary>
            (double, double) Betas { get; set; }
        }

        /// <summary>A rule that changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with options of its own.</summary>
            protected IList<ParamGroup> _parameter_groups = [];

            private protected Optimizer()
            {
            }

            /// <summary>The groups of parameters, for schedules.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Drops the gradients of all parameters.</summary>
            public abstract void zero_grad();

            /// <summary>Changes all parameters once, after calling what computes the gradients, if given.</summary>
            public virtual Tensor step(Func<Tensor>? closure = null) => closure?.Invoke()!;

            /// <summary>The parameters of all groups.</summary>
            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group of parameters.</summary>
            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            /// <summary>Lets go of the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Lets go of the state.</summary>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>What an optimizer remembers, in an order that does not change.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>The options of each group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>For each group the places in <see cref="State"/> of its parameters that have a state.</summary>
                public List<List<int>> StateIndexRef { get; } = [];

                /// <summary>The states.</summary>
                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
