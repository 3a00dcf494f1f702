using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Binds parameters with one kind of input attribute.</summary>
internal interface IInputBinder
{
    bool CanBind(ParameterInfo parameter);

    ValueTask<object?> BindAsync(ParameterInfo parameter, InvocationContext context);
}
