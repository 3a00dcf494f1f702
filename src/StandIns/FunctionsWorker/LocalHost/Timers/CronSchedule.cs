namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>
/// NCrontab: second (may be left out), minute, hour, day, month, day of week; UTC. Unlike in Unix cron, a day must match both
/// day fields.
/// </summary>
internal sealed class CronSchedule : ISchedule
{
    private const int YearsAhead = 8; // 29 February comes at least that often.

    private readonly CronField _seconds;
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    /// <exception cref="FormatException">A field is wrong, or there are not five or six.</exception>
    public CronSchedule(string expression)
    {
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string[] six = fields.Length switch
        {
            5 => ["0", .. fields],
            6 => fields,
            _ => throw new FormatException($"{fields.Length} fields where 5 or 6 are needed"),
        };
        (_seconds, _minutes, _hours) = (CronField.Seconds(six[0]), CronField.Minutes(six[1]), CronField.Hours(six[2]));
        (_days, _months, _weekdays) = (CronField.DaysOfMonth(six[3]), CronField.MonthsOfYear(six[4]), CronField.DaysOfWeek(six[5]));
    }

    public DateTime? Next(DateTime after)
    {
        var start = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        if (Allows(start.Date) && TimeFrom(start.TimeOfDay) is { } today)
        {
            return start.Date + today;
        }

        var first = TimeFrom(TimeSpan.Zero)!.Value;
        for (var day = start.Date.AddDays(1); day <= start.AddYears(YearsAhead); day = day.AddDays(1))
        {
            if (Allows(day))
            {
                return day + first;
            }
        }

        return null;
    }

    private bool Allows(DateTime day) => _months.Allows(day.Month) && _days.Allows(day.Day) && _weekdays.Allows((int)day.DayOfWeek);

    private TimeSpan? TimeFrom(TimeSpan earliest)
    {
        for (var hour = _hours.First(earliest.Hours); hour >= 0; hour = _hours.First(hour + 1))
        {
            var sameHour = hour == earliest.Hours;
            for (var minute = _minutes.First(sameHour ? earliest.Minutes : 0); minute >= 0; minute = _minutes.First(minute + 1))
            {
                var second = _seconds.First(sameHour && minute == earliest.Minutes ? earliest.Seconds : 0);
                if (second >= 0)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }
}
