using System.Text;
using System.Text.Json;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// Follows one <c>run.jsonl</c> while it grows: each reading takes in the lines that are new. A run that goes on from a
/// checkpoint cuts its log back to that step; then it is read anew. Not thread-safe.
/// </summary>
internal sealed class RunLogReader(string path)
{
    private const int MostPoints = 400;
    private const int MostWarnings = 5;

    private readonly List<CurvePoint> _loss = [];
    private readonly List<RunEvaluation> _evaluations = [];
    private readonly List<string> _warnings = [];
    private RunHistory _history = new();
    private byte[] _lastLine = [];
    private long _offset;

    /// <summary>The run as it stands; a line that is being written is left for the next reading.</summary>
    public RunHistory Read()
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!GoesOn(stream))
            {
                Forget();
            }

            stream.Position = _offset;
            using var rest = new MemoryStream();
            stream.CopyTo(rest);
            if (TakeLines(rest.GetBuffer().AsSpan(0, (int)rest.Length)))
            {
                _history = _history with { Loss = Thinned(_loss), Evaluations = [.. _evaluations], Warnings = [.. _warnings] };
            }
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            Forget();
        }

        return _history;
    }

    /// <summary>Whether the file still has what was read of it: the last line read stands where it stood.</summary>
    private bool GoesOn(FileStream stream)
    {
        if (stream.Length < _offset)
        {
            return false;
        }

        byte[] found = new byte[_lastLine.Length];
        stream.Position = _offset - found.Length;
        stream.ReadExactly(found);
        return found.AsSpan().SequenceEqual(_lastLine);
    }

    private void Forget()
    {
        _loss.Clear();
        _evaluations.Clear();
        _warnings.Clear();
        _history = new RunHistory();
        _lastLine = [];
        _offset = 0;
    }

    private bool TakeLines(ReadOnlySpan<byte> bytes)
    {
        bool any = false;
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            _lastLine = bytes[..(end + 1)].ToArray();
            _offset += end + 1;
            any = true;
            TakeLine(Encoding.UTF8.GetString(bytes[..end]));
        }

        return any;
    }

    private void TakeLine(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                Take(new RunLine(json.RootElement));
            }
        }
        catch (JsonException)
        {
            // A line that a crash cut: the run removes it when it goes on.
        }
    }

    private void Take(RunLine line)
    {
        long step = line.Whole("step") ?? _history.Step;
        _history = _history with { HasStarted = true, Step = step, End = null, LastWord = line.Time ?? _history.LastWord };
        switch (line.Event)
        {
            case "start":
                _history = _history with
                {
                    SourceLanguage = line.Text("sourceLanguage"),
                    TargetLanguage = line.Text("targetLanguage"),
                    Parameters = line.Whole("parameters") ?? 0,
                    TrainPairs = line.Whole("trainPairs") ?? 0,
                    TotalSteps = line.Whole("totalSteps") ?? 0,
                };
                break;
            case "resume":
                _history = _history with { TotalSteps = line.Whole("totalSteps") ?? _history.TotalSteps, SecondsLeft = null };
                break;
            case "step":
                TakeStep(line, step);
                break;
            case "evaluate":
                _evaluations.Add(line.Evaluation(step));
                break;
            case "checkpoint":
                _history = _history with { Checkpoint = step };
                break;
            case "warning" or "skip":
                Warn(line, step);
                break;
            case "end":
                _history = _history with { End = line.Text("reason"), SecondsLeft = null };
                break;
        }
    }

    private void TakeStep(RunLine line, long step)
    {
        if (line.Number("loss") is { } loss)
        {
            _loss.Add(new CurvePoint(step, loss));
        }

        _history = _history with
        {
            Epoch = line.Number("epoch") ?? _history.Epoch,
            LearningRate = line.Number("learningRate") ?? _history.LearningRate,
            TokensPerSecond = line.Number("tokensPerSecond") ?? _history.TokensPerSecond,
            SecondsLeft = line.Number("secondsLeft"),
        };
    }

    private void Warn(RunLine line, long step)
    {
        _warnings.Add($"Step {step}: {line.Text("reason")}");
        if (_warnings.Count > MostWarnings)
        {
            _warnings.RemoveAt(0);
        }
    }

    /// <summary>Means of neighbouring points, at the step of the last of them.</summary>
    private static IReadOnlyList<CurvePoint> Thinned(List<CurvePoint> points)
    {
        int size = (points.Count + MostPoints - 1) / MostPoints;
        return size <= 1
            ? [.. points]
            : [.. points.Chunk(size).Select(chunk => new CurvePoint(chunk[^1].Step, chunk.Average(point => point.Value)))];
    }
}
