using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Training.Corpus;

/// <summary>The lines of one file of a corpus, each without its CR and the first without its byte order mark.</summary>
internal sealed class CorpusLines : IDisposable
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly InputFile _file;
    private readonly Utf8LineReader _reader;
    private readonly CorpusReading _reading;

    private CorpusLines(InputFile file, CorpusReading reading)
    {
        _file = file;
        _reader = new Utf8LineReader(file.Text, file.Path);
        _reading = reading;
    }

    public string Path => _file.Path;

    /// <summary>The number of lines read so far.</summary>
    public int Number => _reader.LineNumber;

    /// <summary>The current line; null where it is not UTF-8.</summary>
    public string? Line { get; private set; }

    /// <exception cref="NmtException">The file is missing or cannot be read.</exception>
    public static CorpusLines Open(string path, CorpusReading reading) => new(InputFile.Open(path), reading);

    /// <summary>Goes on to the next line; false at the end of the file.</summary>
    /// <exception cref="NmtException">The file is empty or damaged, or a line is not UTF-8 and nothing is forgiven.</exception>
    public bool Next()
    {
        int before = Number;
        Line = Read();
        if (Line is null)
        {
            bool invalid = Number > before;
            return invalid || Number > 0 ? invalid : throw new NmtException($"{Path}: expected one sentence a line, found an empty file.");
        }

        if (Line.EndsWith('\r'))
        {
            Line = Line[..^1];
            _reading.Report.Add(_reading.Part, CorpusCheck.CarriageReturn, Number);
        }

        if (Number == 1 && Line.StartsWith(ByteOrderMark))
        {
            Line = Line[1..];
            _reading.Report.Add(_reading.Part, CorpusCheck.ByteOrderMark, Number);
        }

        return true;
    }

    /// <summary>Notes what the file held.</summary>
    public void Finish() => _reading.Report.AddInput(_reading.Part, Path, _file.Finish());

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private string? Read()
    {
        try
        {
            return _reader.ReadLine();
        }
        catch (NmtException fault) when (_reading.Forgives)
        {
            if (!_reading.Report.Has(_reading.Part, CorpusCheck.InvalidUtf8))
            {
                _reading.Report.Explain(_reading.Part, CorpusCheck.InvalidUtf8, fault.Message.Split(" Convert")[0]);
            }

            return null; // the reader stands behind the line that is not UTF-8
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new NmtException($"{Path}: damaged after line {Number}: expected gzip data, found: {failure.Message}", failure);
        }
    }
}
