using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;

namespace StandIns.FunctionsWorker.Tests.Timers;

public sealed class SchedulesTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T11:58:00", "2026-03-01T12:00:00")]
    [InlineData("*/5 * * * *", "2026-03-01T12:00:00", "2026-03-01T12:05:00")]
    [InlineData("30 15 4 * * *", "2026-03-01T04:15:30", "2026-03-02T04:15:30")]
    [InlineData("0 0 9-17/4 * * MON-FRI", "2026-02-27T17:00:00", "2026-03-02T09:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 1,15 Jan,Jul *", "2026-01-15T00:00:00", "2026-07-01T00:00:00")]
    [InlineData("0 59 23 31 12 *", "2026-12-31T23:59:00", "2027-12-31T23:59:00")]
    [InlineData("00:00:30", "2026-03-01T00:00:00", "2026-03-01T00:00:30")]
    public void The_next_time_is_found(string schedule, string after, string expected)
    {
        var next = Schedules.Parse(schedule, "F").Next(DateTime.Parse(after, CultureInfo.InvariantCulture));

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), next);
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() =>
        Assert.Null(Schedules.Parse("0 0 0 31 2 *", "F").Next(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 */0 * * * *")]
    [InlineData("-00:00:01")]
    [InlineData("soon")]
    public void A_wrong_schedule_is_named_with_its_function(string schedule)
    {
        var error = Assert.Throws<HostConfigurationException>(() => Schedules.Parse(schedule, "Nightly"));

        Assert.Contains("\"Nightly\"", error.Message, StringComparison.Ordinal);
        Assert.Contains(schedule, error.Message, StringComparison.Ordinal);
    }
}
