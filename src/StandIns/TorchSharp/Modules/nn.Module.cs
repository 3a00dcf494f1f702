using System.Reflection;
using TorchSharp.Interop;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and other parts, by name.</summary>
        public partial class Module : IDisposable
        {
            /// <summary>The module's name.</summary>
            protected readonly string name;

            private readonly OrderedDictionary<string, Parameter> _parameters_ = [];
            private readonly OrderedDictionary<string, (Tensor Value, bool Persistent)> _buffers_ = [];
            private readonly OrderedDictionary<string, Module> _modules_ = [];
            private bool _componentsRegistered;

            /// <summary>A module without components yet.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Lets go of what the module holds if nobody disposed it.</summary>
            ~Module() => Dispose(false);

            /// <summary>Whether the module is being trained: dropout drops, batch statistics are taken.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>The module's name.</summary>
            public virtual string GetName() => name;

            /// <summary>Disposes the parameters, the buffers and the parts.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Says whether the module and its parts are being trained.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in _modules_.Values)
                {
                    child.train(train);
                }
            }

            /// <summary>Says that the module and its parts are not being trained.</summary>
            public virtual void eval() => train(false);

            /// <summary>Does something to the module after all its parts.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in _modules_.Values)
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>Drops the gradients of all parameters, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                using var held = new HandleList(parameters());
                Native.Check(Native.ft_zero_grads(held.Pointers, held.Count, set_to_none));
            }

            /// <summary>Adds a part.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                Fresh(name);
                if (submodule is not null)
                {
                    submodule.RegisterComponents();
                    _modules_[name] = submodule;
                }
            }

            /// <inheritdoc cref="register_module"/>
            public virtual void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds a parameter.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                Fresh(name);
                if (param is not null)
                {
                    param.DetachFromDisposeScope();
                    _parameters_[name] = param;
                }
            }

            /// <summary>Adds a tensor that is no parameter; a persistent one belongs to the saved state.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                Fresh(name);
                if (tensor is not null)
                {
                    tensor.DetachFromDisposeScope();
                    _buffers_[name] = (tensor, persistent);
                }
            }

            /// <summary>Adds every parameter, tensor and module among the fields, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                {
                    return;
                }

                _componentsRegistered = true;
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    if (field.DeclaringType == typeof(Module))
                    {
                        continue;
                    }

                    Register(field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name, field.GetValue(this));
                }
            }

            /// <summary>Forgets all parts.</summary>
            protected void ClearModules() => _modules_.Clear();

            /// <summary>Disposes the parameters, the buffers and the parts.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (var parameter in _parameters_.Values)
                {
                    parameter.Dispose();
                }

                foreach (var (buffer, _) in _buffers_.Values)
                {
                    buffer.Dispose();
                }

                foreach (var child in _modules_.Values)
                {
                    child.Dispose();
                }
            }

            internal void Replace(string name, Parameter? parameter)
            {
                if (parameter is null)
                {
                    _parameters_.Remove(name);
                }
                else
                {
                    _parameters_[name] = (Parameter)parameter.DetachFromDisposeScope();
                }
            }

            internal void ConvertInPlace(ScalarType? type, Device? device, bool nonBlocking)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    if (seen.Add(tensor))
                    {
                        tensor.ConvertInPlace(tensor.is_floating_point() ? type : null, device, nonBlocking);
                    }
                }
            }

            private void Register(string name, object? value)
            {
                if (_parameters_.ContainsKey(name) || _buffers_.ContainsKey(name) || _modules_.ContainsKey(name))
                {
                    return;
                }

                switch (value)
                {
                    case Parameter parameter:
                        register_parameter(name, parameter);
                        break;
                    case Tensor tensor:
                        register_buffer(name, tensor);
                        break;
                    case Module module:
                        register_module(name, module);
                        break;
                }
            }

            private void Fresh(string name)
            {
                if (_parameters_.ContainsKey(name) || _buffers_.ContainsKey(name) || _modules_.ContainsKey(name))
                {
                    throw new InvalidOperationException($"{this.name} already has a component named {name}.");
                }
            }
        }
    }
}
