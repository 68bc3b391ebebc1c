using System.IO.Compression;
using System.Text;
using Nmt.Model.Errors;

namespace Nmt.Model.Files;

/// <summary>
/// Reads UTF-8 text line by line and refuses bytes that are not UTF-8, naming the source and the line.
/// Lines end at LF alone; a CR before it stays part of the line, for the caller to judge. The stream is disposed with
/// the reader. Not thread-safe.
/// </summary>
public sealed class Utf8LineReader : TextReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly string _name;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly MemoryStream _longLine = new();
    private int _start;
    private int _end;
    private string _pending = "";
    private int _pendingAt;

    /// <param name="stream">The bytes.</param>
    /// <param name="name">What an error calls them: a path, or "stdin".</param>
    public Utf8LineReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
    }

    /// <summary>The number of lines read so far.</summary>
    public int LineNumber { get; private set; }

    /// <summary>All lines of a file, read lazily.</summary>
    /// <exception cref="NmtException">The file is missing or cannot be read, or a line is not UTF-8.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        using var reader = Open(path);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>Opens a file; one that ends in <c>.gz</c> is unpacked on the way.</summary>
    /// <exception cref="NmtException">The file is missing, a folder, or not readable.</exception>
    public static Utf8LineReader Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new NmtException($"{path}: expected a text file, found a folder.");
            Stream stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            return new Utf8LineReader(stream, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NmtException($"{path}: no such file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new NmtException($"{path}: cannot be read: permission denied.", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NmtException">The line is not UTF-8.</exception>
    public override string? ReadLine()
    {
        if (_pendingAt < _pending.Length)
        {
            var rest = _pending[_pendingAt..].TrimEnd('\n');
            (_pending, _pendingAt) = ("", 0);
            return rest;
        }

        return NextLine(out _);
    }

    /// <inheritdoc/>
    public override int Peek() => Fill() ? _pending[_pendingAt] : -1;

    /// <inheritdoc/>
    public override int Read() => Fill() ? _pending[_pendingAt++] : -1;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
            _longLine.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_pendingAt < _pending.Length)
            return true;
        if (NextLine(out var ended) is not { } line)
            return false;
        (_pending, _pendingAt) = (ended ? line + '\n' : line, 0);
        return true;
    }

    private string? NextLine(out bool ended)
    {
        _longLine.SetLength(0);
        while (true)
        {
            var available = _buffer.AsSpan(_start, _end - _start);
            var length = available.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                ended = true;
                return Decode(available[..length]);
            }

            _longLine.Write(available);
            _start = 0;
            _end = _stream.Read(_buffer);
            if (_end > 0)
                continue;
            ended = false;
            return _longLine.Length == 0 ? null : Decode([]);
        }
    }

    private string Decode(ReadOnlySpan<byte> tail)
    {
        LineNumber++;
        try
        {
            if (_longLine.Length == 0)
                return Strict.GetString(tail);
            _longLine.Write(tail);
            return Strict.GetString(_longLine.GetBuffer().AsSpan(0, (int)_longLine.Length));
        }
        catch (DecoderFallbackException e)
        {
            var bytes = string.Join(' ', (e.BytesUnknown ?? []).Select(b => $"0x{b:X2}"));
            throw new NmtException(
                $"{_name}, line {LineNumber}: expected UTF-8, found {bytes} at byte {Math.Max(e.Index, 0) + 1} of the line. "
                + "Convert the text to UTF-8 first (for example: iconv -f ISO-8859-1 -t UTF-8).", e);
        }
    }
}
