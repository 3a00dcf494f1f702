using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>JSON of schedule records.</summary>
[JsonSerializable(typeof(ScheduleStatus))]
[JsonSerializable(typeof(TimerInfo))]
internal sealed partial class TimerJson : JsonSerializerContext;
