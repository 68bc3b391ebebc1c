using System.Globalization;
using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>
/// The numbers of a run as event files that TensorBoard draws. Each process that trains writes a file of its own, which
/// says from which step on, and TensorBoard drops what an older file has of later ones.
/// </summary>
internal sealed class TensorBoardLog : IDisposable
{
    // Field numbers of tensorboard/compat/proto: event.proto and summary.proto.
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int Summary = 5;
    private const int Session = 7;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int ValueSimple = 2;
    private const int SessionStatus = 1;

    private const long SessionStart = 1;
    private const string Version = "brain.Event:2";

    private readonly RecordFile _file;
    private readonly TimeProvider _time;

    private TensorBoardLog(RecordFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    /// <summary>Begins a file for a process that trains from <paramref name="step"/> on.</summary>
    /// <param name="folder">Made where it is missing; what is in it stays.</param>
    /// <param name="step">0 for a new run; what another left in the folder is then not drawn any more.</param>
    /// <param name="time">The clock of the events.</param>
    /// <param name="warn">Hears of a disk that is full.</param>
    public static TensorBoardLog Open(string folder, int step, TimeProvider time, Action<string> warn)
    {
        Directory.CreateDirectory(folder);

        // TensorBoard reads the files of a folder in the order of their names.
        var name = string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}");
        var stream = new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var log = new TensorBoardLog(new RecordFile(new GrowingFile(stream, stream.Name, warn)), time);
        log._file.Write(log.Event(0).Add(FileVersion, Version).ToArray());
        log.WriteStart(step);
        return log;
    }

    /// <summary>Writes the events' numbers on their way to the caller.</summary>
    public IEnumerable<TrainingEvent> Record(IEnumerable<TrainingEvent> events)
    {
        foreach (var told in events)
        {
            Write(told);
            yield return told;
        }
    }

    public void Write(TrainingEvent told)
    {
        switch (told)
        {
            case StepsDone step:
                Write(step.Step, [
                    ("train/loss", step.Loss), ("train/perplexity", step.Perplexity), ("train/learning_rate", step.LearningRate),
                    ("train/gradient_norm", step.GradientNorm), ("train/tokens_per_second", step.TokensPerSecond),
                    ("train/memory_megabytes", step.MemoryMegabytes), ("train/epoch", step.Epoch)]);
                break;
            case Evaluated dev:
                Write(dev.Step, [
                    ("dev/loss", dev.ValidLoss), ("dev/perplexity", dev.ValidPerplexity), ("dev/bleu", dev.Bleu), ("dev/chrf", dev.Chrf)]);
                break;
            case RolledBack back: // as a process does that goes on from there
                WriteStart(back.Step);
                break;
        }
    }

    public void Dispose() => _file.Dispose();

    // TensorBoard drops what it has of the event's step and of later ones.
    private void WriteStart(int step) =>
        _file.Write(Event(step + 1).Add(Session, new ProtocolBuffer().Add(SessionStatus, SessionStart)).ToArray());

    private void Write(int step, IEnumerable<(string Tag, double? Value)> values)
    {
        var summary = new ProtocolBuffer();
        foreach (var (tag, value) in values)
        {
            if (value is { } number && double.IsFinite(number))
                summary.Add(SummaryValue, new ProtocolBuffer().Add(ValueTag, tag).Add(ValueSimple, (float)number));
        }

        _file.Write(Event(step).Add(Summary, summary).ToArray());
    }

    // A field that holds its default is left out, as the reference's writer leaves it out.
    private ProtocolBuffer Event(int step)
    {
        var begun = new ProtocolBuffer().Add(WallTime, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        return step == 0 ? begun : begun.Add(Step, (long)step);
    }
}
