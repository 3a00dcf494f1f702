namespace TorchSharp.Modules;

/// <summary>A module that learns nothing.</summary>
public abstract class ParameterLessModule<T, TResult> : torch.nn.Module<T, TResult>, IParameterLessModule
{
    /// <summary>A module without components.</summary>
    protected ParameterLessModule(string name)
        : base(name)
    {
    }
}
