using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>The status of an instance, in the JSON shape of the real host.</summary>
internal static class InstanceView
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static JsonObject Create(OrchestrationMetadata instance, bool showInput, JsonArray? history)
    {
        var view = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["input"] = showInput ? Raw(instance.SerializedInput) : null,
            ["customStatus"] = Raw(instance.SerializedCustomStatus),
            ["output"] = instance.FailureDetails is { } failure ? failure.ErrorMessage : Raw(instance.SerializedOutput),
            ["createdTime"] = instance.CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            ["lastUpdatedTime"] = instance.LastUpdatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        };
        if (history is not null)
        {
            view["historyEvents"] = history;
        }

        return view;
    }

    /// <summary>Serialized data as JSON; as text where it is none.</summary>
    public static JsonNode? Raw(string? data)
    {
        try
        {
            return data is null ? null : JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            return JsonValue.Create(data);
        }
    }
}
