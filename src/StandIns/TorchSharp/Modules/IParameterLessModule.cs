using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Modules;

/// <summary>Marks modules that learn nothing.</summary>
[SuppressMessage("Design", "CA1040", Justification = "The real package has this empty interface.")]
public interface IParameterLessModule
{
}
