using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class TrainingRunTests : IDisposable
{
    private const string Start = """{"event":"start","time":"t","sourceLanguage":"de","targetLanguage":"en","totalSteps":400}""";
    private const string Step = """{"event":"step","time":"t","step":100,"secondsLeft":90.5}""";

    private readonly ModelsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadAll_FolderMissing_IsEmpty() => Assert.Empty(Read());

    [Fact]
    public void ReadAll_RunUnderWay_TellsHowFar()
    {
        _folder.Log("de-en", Start, Step, """{"event":"checkpoint","time":"t","step":100,"path":"x"}""");
        TrainingRun run = Assert.Single(Read());
        Assert.Equal(new TrainingRun("de-en", "de", "en", 100, 400, 90.5), run);
        Assert.Equal(0.25, run.Done);
        Assert.Equal("German → English", run.Direction);
    }

    [Fact]
    public void ReadAll_NoStepYet_IsAtTheBeginning()
    {
        _folder.Log("de-en", Start);
        Assert.Equal(0, Assert.Single(Read()).Done);
    }

    [Fact]
    public void ReadAll_LineBeingWritten_IsPassedOver()
    {
        _folder.Log("de-en", Start, Step, """{"event":"st""");
        Assert.Equal(100, Assert.Single(Read()).Step);
    }

    [Fact]
    public void ReadAll_RunEnded_IsNotShown()
    {
        _folder.Log("de-en", Start, Step, """{"event":"end","time":"t","step":400,"reason":"finished"}""");
        Assert.Empty(Read());
    }

    [Fact]
    public void ReadAll_SilentForLong_IsNotShown()
    {
        _folder.Log("de-en", Start, Step);
        Assert.Empty(Read(afterMinutes: 10));
    }

    [Fact]
    public void ReadAll_NotALog_IsNotShown()
    {
        _folder.Log("other", "hello", "[1]");
        Assert.Empty(Read());
    }

    private IReadOnlyList<TrainingRun> Read(int afterMinutes = 0)
    {
        DateTimeOffset written = Directory.Exists(_folder.Runs)
            ? Directory.EnumerateFiles(_folder.Runs, "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc)
            : DateTimeOffset.UnixEpoch;
        return TrainingRun.ReadAll(_folder.Runs, written.AddMinutes(afterMinutes));
    }
}
