using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>One field of a cron expression as the set of values it allows.</summary>
internal sealed class CronField
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly bool[] _allowed;

    private CronField(bool[] allowed) => _allowed = allowed;

    public static CronField Seconds(string text) => Parse("second", text, 0, 59, []);

    public static CronField Minutes(string text) => Parse("minute", text, 0, 59, []);

    public static CronField Hours(string text) => Parse("hour", text, 0, 23, []);

    public static CronField DaysOfMonth(string text) => Parse("day", text, 1, 31, []);

    public static CronField MonthsOfYear(string text) => Parse("month", text, 1, 12, Months);

    public static CronField DaysOfWeek(string text) => Parse("day of week", text, 0, 6, Days);

    public bool Allows(int value) => _allowed[value];

    /// <summary>The first allowed value from <paramref name="from"/> on, or -1.</summary>
    public int First(int from) => from >= _allowed.Length ? -1 : Array.IndexOf(_allowed, true, from);

    private static CronField Parse(string name, string text, int lowest, int highest, string[] names)
    {
        var allowed = new bool[highest + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, 0),
                [var whole, var each] when int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (whole, number),
                _ => throw Wrong(name, text),
            };
            var (from, to) = Range(name, text, range, step > 0, lowest, highest, names);
            for (var value = from; value <= to; value += Math.Max(step, 1))
            {
                allowed[value] = true;
            }
        }

        return new CronField(allowed);
    }

    private static (int From, int To) Range(string name, string text, string range, bool hasStep, int lowest, int highest, string[] names)
    {
        if (range == "*")
        {
            return (lowest, highest);
        }

        var ends = range.Split('-').Select(end => Value(end, lowest, highest, names)).ToArray();
        return ends switch
        {
            [{ } only] => (only, hasStep ? highest : only),
            [{ } from, { } to] when from <= to => (from, to),
            _ => throw Wrong(name, text),
        };
    }

    private static int? Value(string text, int lowest, int highest, string[] names)
    {
        var named = text.Length >= 3 ? Array.FindIndex(names, known => text.StartsWith(known, StringComparison.OrdinalIgnoreCase)) : -1;
        return named >= 0 ? named + lowest
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest ? value
            : null;
    }

    private static FormatException Wrong(string name, string text) => new($"\"{text}\" is no {name} field");
}
