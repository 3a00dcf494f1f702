namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>One binding, as <see cref="FunctionDefinition"/> shows it.</summary>
internal sealed class ParameterBinding(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
