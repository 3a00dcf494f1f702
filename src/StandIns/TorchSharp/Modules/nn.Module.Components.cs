using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The parameters with their names; a shared one once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var entry in AllParameters("", recurse))
                {
                    if (seen.Add(entry.parameter))
                    {
                        yield return entry;
                    }
                }
            }

            /// <summary>The parameters; a shared one once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The buffers with their names.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                AllBuffers("", recurse, include_nonpersistent);

            /// <summary>The buffers.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>The parts with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules_.Select(entry => (entry.Key, entry.Value));

            /// <summary>The parts.</summary>
            public virtual IEnumerable<Module> children() => _modules_.Values;

            /// <summary>The parts, and theirs, with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, child) in _modules_)
                {
                    yield return (name, child);
                    foreach (var (inner, module) in child.named_modules())
                    {
                        yield return (name + "." + inner, module);
                    }
                }
            }

            /// <summary>The parts, and theirs.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>A parameter by its name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                AllParameters("", true).FirstOrDefault(entry => entry.name == target).parameter;

            /// <summary>A buffer by its name, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                AllBuffers("", true, true).FirstOrDefault(entry => entry.name == target).buffer;

            /// <summary>Whether there is a parameter of a name.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether there is a buffer of a name.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameters and the persistent buffers by name.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in AllParameters("", true))
                {
                    destination.TryAdd(start + name, parameter);
                }

                foreach (var (name, buffer) in AllBuffers("", true, false))
                {
                    destination.TryAdd(start + name, buffer);
                }

                return destination;
            }

            /// <summary>Copies values into the parameters and buffers; tells the names that one side lacks.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var target = state_dict();
                List<string> missing = [.. target.Keys.Where(key => !source.ContainsKey(key) && skip?.Contains(key) != true)];
                List<string> unexpected = [.. source.Keys.Where(key => !target.ContainsKey(key) && skip?.Contains(key) != true)];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The loaded state does not fit. Missing: {string.Join(", ", missing)}. Unexpected: {string.Join(", ", unexpected)}.");
                }

                using var guard = no_grad();
                foreach (var (name, value) in source)
                {
                    if (target.TryGetValue(name, out var own) && skip?.Contains(name) != true)
                    {
                        if (!own.shape.AsSpan().SequenceEqual(value.shape))
                        {
                            throw new ArgumentException($"{name}: the shape is [{string.Join(", ", own.shape)}], but the loaded one is [{string.Join(", ", value.shape)}].", nameof(source));
                        }

                        own.copy_(value);
                    }
                }

                return (missing, unexpected);
            }

            private IEnumerable<(string name, Parameter parameter)> AllParameters(string prefix, bool recurse)
            {
                foreach (var (name, parameter) in _parameters_)
                {
                    yield return (prefix + name, parameter);
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (name, child) in _modules_)
                {
                    foreach (var entry in child.AllParameters(prefix + name + ".", true))
                    {
                        yield return entry;
                    }
                }
            }

            private IEnumerable<(string name, Tensor buffer)> AllBuffers(string prefix, bool recurse, bool nonpersistent)
            {
                foreach (var (name, (buffer, persistent)) in _buffers_)
                {
                    if (persistent || nonpersistent)
                    {
                        yield return (prefix + name, buffer);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (name, child) in _modules_)
                {
                    foreach (var entry in child.AllBuffers(prefix + name + ".", true, nonpersistent))
                    {
                        yield return entry;
                    }
                }
            }
        }
    }
}
