namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls others may watch and change.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private long _next;

            /// <summary>A module without hooks.</summary>
            protected HookableModule(string name)
                : base(name)
            {
            }

            internal Dictionary<string, TPreHook> PreHooks { get; } = [];

            internal Dictionary<string, TPostHook> PostHooks { get; } = [];

            /// <summary>Adds a hook that sees, and may change, what the module is called with.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(PreHooks, hook);

            /// <summary>Adds a hook that sees, and may change, what the module answers.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(PostHooks, hook);

            private HookRemover Add<THook>(Dictionary<string, THook> hooks, THook hook)
            {
                var key = (_next++).ToString(System.Globalization.CultureInfo.InvariantCulture);
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes a hook away.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> _module;
                private readonly string _key;

                /// <summary>Knows one hook.</summary>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key) => (_module, _key) = (module, key);

                /// <summary>Takes the hook away.</summary>
                public void remove()
                {
                    _module.PreHooks.Remove(_key);
                    _module.PostHooks.Remove(_key);
                }
            }
        }
    }
}
