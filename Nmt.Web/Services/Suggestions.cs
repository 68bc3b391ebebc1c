using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Nmt.Model.Errors;

namespace Nmt.Web.Services;

/// <summary>
/// Keeps suggestions in a file of one JSON object a line. A line is added by one write and flushed to the disk before
/// the giver is thanked; what a crash cut off stays a line of its own, which a reader of the file skips.
/// </summary>
internal sealed class Suggestions : ISuggestions, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _path;
    private readonly long _mostBytes;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1);

    public Suggestions(IOptions<ServingOptions> options, TimeProvider time)
    {
        _path = options.Value.Suggestions.Length == 0 ? "" : Path.GetFullPath(options.Value.Suggestions);
        _mostBytes = options.Value.SuggestionsBytes;
        _time = time;
    }

    public bool Enabled => _path.Length > 0;

    public async Task AddAsync(Suggestion suggestion, CancellationToken token = default)
    {
        if (!Enabled)
        {
            throw new NmtException("Suggestions are disabled on this server.");
        }

        string line = JsonSerializer.Serialize(new Line(_time.GetUtcNow(), suggestion), Json);
        await _writing.WaitAsync(token);
        try
        {
            // From here on it is written whole, whether the giver waits or not.
            await Task.Run(() => Append(line), CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new NmtException("The suggestion could not be kept: the server cannot write its file of suggestions.", fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private void Append(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] bytes = Encoding.UTF8.GetBytes($"{(EndsInMidLine(file) ? "\n" : "")}{line}\n");
        if (file.Length + bytes.Length > _mostBytes)
        {
            throw new NmtException(
                "The server keeps no more suggestions for now: its file of suggestions is full.",
                new IOException($"{_path}: its limit is {_mostBytes} bytes."));
        }

        file.Seek(0, SeekOrigin.End);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private static bool EndsInMidLine(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    /// <summary>One line of the file.</summary>
    private sealed record Line(
        DateTimeOffset Time, string Source, string Target, string SourceLanguage, string TargetLanguage, string Machine, string Model)
    {
        public Line(DateTimeOffset time, Suggestion given)
            : this(time, given.Source, given.Target, given.SourceLanguage, given.TargetLanguage, given.Machine, given.Model)
        {
        }
    }
}
