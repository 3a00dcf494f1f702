using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>Binds <see cref="DurableClientAttribute"/>.</summary>
internal sealed class DurableClientBinder(Lazy<DurableEngine> engine) : IInputBinder
{
    public bool CanBind(ParameterInfo parameter)
    {
        if (!parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return false;
        }

        return parameter.ParameterType == typeof(DurableTaskClient)
            ? true
            : throw new HostConfigurationException($"{parameter.Member.DeclaringType}.{parameter.Member.Name}: [DurableClient] belongs on a DurableTaskClient.");
    }

    public ValueTask<object?> BindAsync(ParameterInfo parameter, InvocationContext context) => new(engine.Value.Client);
}
