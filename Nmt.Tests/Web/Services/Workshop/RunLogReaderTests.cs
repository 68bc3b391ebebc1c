using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class RunLogReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nmt-log-");
    private readonly RunLogReader _reader;

    public RunLogReaderTests() => _reader = new RunLogReader(Log);

    private string Log => Path.Combine(_folder.FullName, "run.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_NoFile_HasNotStarted() => Assert.False(_reader.Read().HasStarted);

    [Fact]
    public void Read_Events_TellWhereTheRunStands()
    {
        Write(WorkshopBench.StartLine, WorkshopBench.StepLine, WorkshopBench.EvaluateLine, WorkshopBench.CheckpointLine);
        RunHistory history = _reader.Read();
        Assert.Equal(("en", "de", 1000L, 5_500_000L), (history.SourceLanguage, history.TargetLanguage, history.TrainPairs, history.Parameters));
        Assert.Equal((120L, 400L, 600d, 3100d), (history.Step, history.TotalSteps, history.SecondsLeft!.Value, history.TokensPerSecond));
        Assert.Equal(new CurvePoint(100, 4.25), Assert.Single(history.Loss));
        RunEvaluation evaluation = Assert.Single(history.Evaluations);
        Assert.Equal((12.5, "nrefs:1|case:mixed", true), (evaluation.Bleu!.Value, evaluation.Signature, evaluation.Best));
        Assert.Equal("Ein Hund rennt.", Assert.Single(evaluation.Samples).Translation);
        Assert.Equal(120, history.Checkpoint);
        Assert.Null(history.End);
        Assert.Equal(0.3, history.Done, 6);
    }

    [Fact]
    public void Read_Again_TakesOnlyWhatIsNew()
    {
        Write(WorkshopBench.StartLine, WorkshopBench.StepLine);
        RunHistory before = _reader.Read();
        Assert.Same(before, _reader.Read());
        Append("""{"event":"step","loss":4.0,"step":110}""" + "\n");
        Assert.Equal([100L, 110L], _reader.Read().Loss.Select(point => point.Step));
    }

    [Fact]
    public void Read_LineBeingWritten_WaitsForItsEnd()
    {
        Write(WorkshopBench.StartLine);
        Append("""{"event":"step","loss":4.0,""");
        Assert.Empty(_reader.Read().Loss);
        Append("\"step\":110}\n");
        Assert.Equal(110, Assert.Single(_reader.Read().Loss).Step);
    }

    [Fact]
    public void Read_LineCutByACrash_IsPassedOver()
    {
        Write(WorkshopBench.StartLine, """{"event":"st""", "[1]", WorkshopBench.StepLine);
        Assert.Equal(100, _reader.Read().Step);
    }

    [Fact]
    public void Read_RunWentBackToACheckpoint_ForgetsTheStepsThatAreDoneAgain()
    {
        Write(WorkshopBench.StartLine, WorkshopBench.StepLine, """{"event":"step","loss":3.0,"step":150}""");
        Assert.Equal(2, _reader.Read().Loss.Count);

        // The log is cut back to step 100 and has grown beyond its old length by the next reading.
        Write(
            WorkshopBench.StartLine, WorkshopBench.StepLine, """{"event":"resume","checkpoint":"c","totalSteps":400,"step":100}""",
            """{"event":"step","loss":2.5,"step":140}""", """{"event":"step","loss":2.4,"step":160}""");
        RunHistory history = _reader.Read();
        Assert.Equal([100L, 140L, 160L], history.Loss.Select(point => point.Step));
        Assert.Equal(160, history.Step);
    }

    [Fact]
    public void Read_EndThenResumed_HasNoEnd()
    {
        Write(WorkshopBench.StartLine, WorkshopBench.InterruptedLine);
        Assert.Equal("interrupted", _reader.Read().End);
        Append("""{"event":"resume","checkpoint":"c","totalSteps":500,"step":130}""" + "\n");
        RunHistory history = _reader.Read();
        Assert.Null(history.End);
        Assert.Equal(500, history.TotalSteps);
    }

    [Fact]
    public void Read_ManySteps_AreThinnedToWhatAChartCanShow()
    {
        Write([WorkshopBench.StartLine, .. Enumerable.Range(1, 5_000).Select(step => $$"""{"event":"step","loss":{{5_000 - step}},"step":{{step}}}""")]);
        IReadOnlyList<CurvePoint> loss = _reader.Read().Loss;
        Assert.InRange(loss.Count, 200, 400);
        Assert.Equal(5_000, loss[^1].Step);
    }

    [Fact]
    public void Read_FieldsOfOtherTypes_ReadAsNothing()
    {
        Write("""{"event":"start","step":"x","totalSteps":null,"sourceLanguage":5}""", """{"event":"evaluate","samples":[1],"bleu":"y","step":5}""");
        RunHistory history = _reader.Read();
        Assert.Equal(("", 0L), (history.SourceLanguage, history.TotalSteps));
        Assert.Null(Assert.Single(history.Evaluations).Bleu);
    }

    [Fact]
    public void Read_Warnings_KeepTheLastFew()
    {
        Write([.. Enumerable.Range(1, 8).Select(step => $$"""{"event":"warning","reason":"disk full {{step}}","path":"p","step":{{step}}}""")]);
        Assert.Equal(Enumerable.Range(4, 5).Select(step => $"Step {step}: disk full {step}"), _reader.Read().Warnings);
    }

    private void Write(params string[] lines) => File.WriteAllText(Log, string.Concat(lines.Select(line => line + "\n")));

    private void Append(string text) => File.AppendAllText(Log, text);
}
