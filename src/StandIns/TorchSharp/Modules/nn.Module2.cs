namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that can be called with 1 argument.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Calls it.</summary>
            TResult call(T input1);
        }

        /// <summary>A module that is called with 1 argument.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            /// <summary>A module without components yet.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>What the module computes.</summary>
            public abstract TResult forward(T input);

            /// <summary>Calls the hooks and what the module computes.</summary>
            public TResult call(T input)
            {
                foreach (var hook in PreHooks.Values)
                {
                    input = hook(this, input) ?? input;
                }

                var result = forward(input);
                foreach (var hook in PostHooks.Values)
                {
                    result = hook(this, input, result) ?? result;
                }

                return result;
            }
        }
    }
}
