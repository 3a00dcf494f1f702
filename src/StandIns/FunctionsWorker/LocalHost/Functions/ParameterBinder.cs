using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Finds a value for each parameter of a function.</summary>
internal sealed class ParameterBinder(IEnumerable<IInputBinder> inputs)
{
    private readonly IInputBinder[] _inputs = [.. inputs];

    public async ValueTask<object?[]> BindAsync(InvocationContext context)
    {
        var function = context.Invocation.Function;
        var arguments = new object?[function.MethodParameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await BindAsync(function.MethodParameters[i], context);
        }

        return arguments;
    }

    private ValueTask<object?> BindAsync(ParameterInfo parameter, InvocationContext context)
    {
        var invocation = context.Invocation;
        if (parameter == invocation.Function.TriggerParameter)
        {
            return invocation.BindTrigger(parameter, context);
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return new(context);
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return new(context.CancellationToken);
        }

        foreach (var input in _inputs)
        {
            if (input.CanBind(parameter))
            {
                return input.BindAsync(parameter, context);
            }
        }

        if (invocation.Http is { } http)
        {
            if (parameter.IsDefined(typeof(FromBodyAttribute)))
            {
                return RequestBody.ReadJsonAsync(http, parameter.ParameterType, context.CancellationToken);
            }

            if (RequestValue(parameter.ParameterType, http, context) is { } value)
            {
                return new(value);
            }
        }

        return new(invocation.BindInput is { } orchestratorInput && !invocation.BindingData.ContainsKey(parameter.Name!)
            ? orchestratorInput(parameter)
            : FromBindingData(parameter, invocation));
    }

    private static object? RequestValue(Type type, HttpContext http, FunctionContext context) =>
        type == typeof(HttpRequest) ? http.Request
        : type == typeof(HttpContext) ? http
        : type == typeof(HttpRequestData) ? new LocalHttpRequestData(context, http)
        : null;

    private static object? FromBindingData(ParameterInfo parameter, Invocation invocation)
    {
        if (invocation.BindingData.TryGetValue(parameter.Name!, out var value))
        {
            try
            {
                return ValueConverter.Convert(value, parameter.ParameterType);
            }
            catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException)
            {
                throw new BindingException($"'{parameter.Name}': {exception.Message}", exception) { IsCallersMistake = invocation.Http is not null };
            }
        }

        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue;
        }

        var isOptional = new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        return isOptional
            ? null
            : throw new BindingException($"Nothing to bind parameter '{parameter.Name}' of function '{invocation.Function.Name}' to.");
    }
}
