using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nmt.Tests.Training.Commands;

public sealed class TrainSignalTests : IAsyncLifetime
{
    private const int SigTerm = 15;

    private readonly TinyRun _run = new();

    public ValueTask InitializeAsync() => _run.PrepareAsync();

    public ValueTask DisposeAsync()
    {
        _run.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Some kernels of oneDNN borrow the stack pointer: a signal taken inside one writes over the heap, so the thread that
    /// multiplies must be seen to hold signals back, and a stop must still end the run in order.
    /// </summary>
    [Fact]
    public async Task Train_OneThread_HoldsSignalsInProductsAndEndsInOrder()
    {
        using var process = Start("maxSteps=100000", "--threads", "1", "--set", "epochs=100000", "--set", "model.decoderHidden=128");
        try
        {
            var log = Path.Combine(_run.Folder, "run.jsonl");
            while (!process.HasExited && !(File.Exists(log) && new FileInfo(log).Length > 2000)) // it is in its steps
                await Task.Delay(10);

            var held = false;
            for (var i = 0; i < 100_000 && !held && !process.HasExited; i++)
            {
                held = HoldsSignals(process);
                if (i % 100 == 0)
                    await Task.Delay(1);
            }

            Assert.True(held);
            Assert.Equal(0, Kill(process.Id, SigTerm));
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal((143, true), (process.ExitCode, error.Contains("interrupted at step", StringComparison.Ordinal)));
        }
        finally
        {
            process.Kill();
        }
    }

    // The main thread's mask, bit n - 1 for signal n; .NET itself never blocks this one.
    private static bool HoldsSignals(Process process)
    {
        var mask = File.ReadLines($"/proc/{process.Id}/task/{process.Id}/status").First(line => line.StartsWith("SigBlk:", StringComparison.Ordinal));
        return (Convert.ToUInt64(mask[7..].Trim(), 16) & (1UL << (SigTerm - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private Process Start(params string[] settings)
    {
        string[] program = [Path.Combine(AppContext.BaseDirectory, "nmt.dll"), "train", .. _run.Arguments(settings)];
        return Process.Start(new ProcessStartInfo("dotnet", program) { RedirectStandardError = true })!;
    }
}
