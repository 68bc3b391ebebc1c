using Microsoft.Extensions.Options;
using Nmt.Model.Errors;
using Nmt.Training.Presets;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

/// <summary>Real processes of the real program.</summary>
public sealed class NmtProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nmt-program-");
    private readonly NmtProgram _nmt = new(Options.Create(new WorkshopOptions()));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_VerbThatFails_HasItsWords()
    {
        string place = Path.Combine(_folder.FullName, "no $(such) \"place\"");
        List<string> told = [];
        NmtOutcome outcome = await _nmt.RunAsync(["info", "--model", place], told.Add, CancellationToken.None);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"{place}: there is no such folder", outcome.Fault, StringComparison.Ordinal);
        Assert.Equal(outcome.Messages, told);
    }

    [Fact]
    public async Task Run_ProgramMissing_SaysWhereItLooked()
    {
        var nmt = new NmtProgram(Options.Create(new WorkshopOptions { Program = "/nowhere/nmt.dll" }));
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => nmt.RunAsync([], null, CancellationToken.None));
        Assert.Contains("expected /nowhere/nmt.dll", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Nmt:Workshop:Program", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_EndsTheProcess()
    {
        using var cancel = new CancellationTokenSource();
        Task<NmtOutcome> run = Shell().RunAsync(["-c", "exec sleep 600"], null, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Start_LeavesTheServersSessionAndTerminateEndsIt()
    {
        string log = Path.Combine(_folder.FullName, "log");
        NmtProgram nmt = Shell();
        ProcessMark process = nmt.Start(["-c", "echo \"began $0\"; exec sleep 600", "a b"], log);
        await UntilAsync(() => File.Exists(log) && File.ReadAllText(log).Contains("began", StringComparison.Ordinal));
        Assert.Equal("began a b\n", await File.ReadAllTextAsync(log));
        Assert.True(nmt.IsAlive(process));
        Assert.Equal(process.Id, SessionOf(process.Id));
        Assert.False(nmt.IsAlive(process with { Started = "another/1" }), "a number that was given again is another process");

        nmt.Terminate(process);
        await UntilAsync(() => !nmt.IsAlive(process));
    }

    [Fact]
    public void IsAlive_EndedBeforeItsStartWasRead_IsNot() => Assert.False(_nmt.IsAlive(new ProcessMark(Environment.ProcessId, "")));

    [Fact]
    public void Presets_AreThoseOfTheProgram() =>
        Assert.Equal([Preset.Auto, .. Preset.All.Select(preset => preset.Name)], TrainingPreset.All.Select(preset => preset.Name));

    internal static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    // The sixth field of proc_pid_stat(5), the fourth behind the name.
    private static int SessionOf(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>In place of nmt, for what must last exactly as long as the test wants.</summary>
    private static NmtProgram Shell() => new(Options.Create(new WorkshopOptions { Program = "/bin/sh" }));
}
