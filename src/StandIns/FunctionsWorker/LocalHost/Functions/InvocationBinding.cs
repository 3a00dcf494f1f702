namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Binding data: names are looked up without regard to case.</summary>
internal sealed class InvocationBinding(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}
