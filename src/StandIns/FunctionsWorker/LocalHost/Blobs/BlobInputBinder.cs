using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Binds <see cref="BlobInputAttribute"/>; tokens of its path come from the trigger.</summary>
internal sealed class BlobInputBinder(StorageConnections connections, IConfiguration configuration) : IInputBinder
{
    public bool CanBind(ParameterInfo parameter) => parameter.IsDefined(typeof(BlobInputAttribute));

    public ValueTask<object?> BindAsync(ParameterInfo parameter, InvocationContext context)
    {
        var attribute = parameter.GetCustomAttribute<BlobInputAttribute>()!;
        var function = context.Invocation.Function.Name;
        var pattern = BlobPathPattern.Parse(SettingNames.Expand(attribute.BlobPath, configuration, function), function);
        var container = connections.Service(attribute.Connection).GetBlobContainerClient(pattern.Container);
        return BlobValue.BindAsync(parameter.ParameterType, container, pattern.Fill(context.BindingContext.BindingData), null, context);
    }
}
