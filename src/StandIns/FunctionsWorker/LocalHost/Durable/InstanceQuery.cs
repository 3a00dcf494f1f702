using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>Reads the filters of a listing from its query.</summary>
internal static class InstanceQuery
{
    public const string ContinuationHeader = "x-ms-continuation-token";

    /// <summary>The filter, or null where a value cannot be read.</summary>
    public static OrchestrationQuery? Read(HttpRequest request)
    {
        var query = request.Query;
        if (!TryTime(query["createdTimeFrom"], out var from) || !TryTime(query["createdTimeTo"], out var to) || !TryStatuses(query["runtimeStatus"], out var statuses)
            || !TryCount(query["top"], out var top))
        {
            return null;
        }

        string? token = request.Headers[ContinuationHeader];
        return new OrchestrationQuery(from, to, statuses, null, query["instanceIdPrefix"], top, FetchInputsAndOutputs: true, string.IsNullOrEmpty(token) ? null : token);
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        time = read ? value : null;
        return read || string.IsNullOrEmpty(text);
    }

    private static bool TryStatuses(string? text, out List<OrchestrationRuntimeStatus>? statuses)
    {
        statuses = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        statuses = [];
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Enum.TryParse<OrchestrationRuntimeStatus>(word, ignoreCase: true, out var status))
            {
                return false;
            }

            statuses.Add(status);
        }

        return true;
    }

    private static bool TryCount(string? text, out int count)
    {
        count = OrchestrationQuery.DefaultPageSize;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0);
    }
}
