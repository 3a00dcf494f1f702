using System.Text;

namespace FineTune.Training.Datasets;

/// <summary>
/// Reads CSV (RFC 4180) as a stream and knows the line of everything: fields may be quoted, quoted fields may hold
/// separators, line breaks and doubled quotes. A quote within an unquoted field is text. Lines end in LF, CRLF or CR.
/// </summary>
/// <remarks>Own reader rather than a package's because the line on which a broken quote was opened must be named.</remarks>
internal sealed class CsvFile(string path, char separator)
{
    /// <summary>The longest field in UTF-16 units; a longer one is taken for a quote that is never closed.</summary>
    public const int LongestField = 1 << 20;

    private readonly StringBuilder _field = new();
    private readonly char[] _buffer = new char[1 << 16];
    private int _position;
    private int _length;
    private long _line = 1;

    /// <summary>The separator of a file: a comma, or a semicolon or tab where its first line has no comma.</summary>
    public static char FindSeparator(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var first = reader.ReadLine() ?? "";
        return first.Contains(',', StringComparison.Ordinal) ? ','
            : first.Contains(';', StringComparison.Ordinal) ? ';'
            : first.Contains('\t', StringComparison.Ordinal) ? '\t'
            : ',';
    }

    /// <summary>All records with the line on which each begins; blank lines are passed over.</summary>
    /// <exception cref="InvalidInputException">A quote is broken; names the line on which it was opened.</exception>
    public IEnumerable<(long Line, List<string> Fields)> Records()
    {
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        while (Peek(reader) >= 0)
        {
            var line = _line;
            var fields = new List<string>();
            while (ReadField(reader, fields))
            {
            }

            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (line, fields);
            }
        }
    }

    /// <summary>Reads one field; true if another follows in the same record.</summary>
    private bool ReadField(StreamReader reader, List<string> fields)
    {
        _field.Clear();
        if (Peek(reader) == '"')
        {
            ReadQuoted(reader);
        }
        else
        {
            ReadPlain(reader);
        }

        fields.Add(_field.ToString());
        var next = Next(reader);
        if (next == separator)
        {
            return true;
        }

        if (next == '\r' && Peek(reader) == '\n')
        {
            Next(reader);
        }

        _line++;
        return false;
    }

    private void ReadPlain(StreamReader reader)
    {
        while (Peek(reader) is var unit && unit >= 0 && unit != separator && unit is not '\n' and not '\r')
        {
            _field.Append((char)Next(reader));
            CheckLength(_line, isQuoted: false);
        }
    }

    private void ReadQuoted(StreamReader reader)
    {
        var opened = _line;
        Next(reader);
        while (true)
        {
            var unit = Next(reader);
            if (unit < 0)
            {
                throw Broken(opened, "The quote that is opened here is never closed.");
            }

            if (unit == '"')
            {
                if (Peek(reader) != '"')
                {
                    break;
                }

                Next(reader);
            }
            else if (unit == '\n' || (unit == '\r' && Peek(reader) != '\n'))
            {
                _line++;
            }

            _field.Append((char)unit);
            CheckLength(opened, isQuoted: true);
        }

        var after = Peek(reader);
        if (after >= 0 && after != separator && after is not '\n' and not '\r')
        {
            throw Broken(opened, _line == opened
                ? $"After the closing quote stands '{(char)after}' instead of a separator."
                : $"The quote that is opened here closes on line {_line}, where '{(char)after}' follows instead of a separator.");
        }
    }

    private void CheckLength(long opened, bool isQuoted)
    {
        if (_field.Length > LongestField)
        {
            throw Broken(opened, $"The field that begins here is longer than {LongestField} characters{(isQuoted ? "; its quote is probably never closed" : "")}.");
        }
    }

    private InvalidInputException Broken(long line, string what) =>
        new(path, $"line {line}", what, "Put quotes around the whole field and double every quote within it (\"\").");

    private int Peek(StreamReader reader)
    {
        if (_position == _length)
        {
            _length = reader.Read(_buffer, 0, _buffer.Length);
            _position = 0;
        }

        return _length == 0 ? -1 : _buffer[_position];
    }

    private int Next(StreamReader reader)
    {
        var unit = Peek(reader);
        _position += unit < 0 ? 0 : 1;
        return unit;
    }
}
