using System.Runtime.InteropServices;

namespace Nmt.Training.Reporting;

/// <summary>
/// Turns the first Ctrl+C (or SIGTERM) into a cancelled token, so that work ends in order, with a checkpoint where there
/// is one. The second ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int AfterInterrupt = 130;
    private const int AfterTermination = 143;

    private readonly CancellationTokenSource _source = new();
    private readonly TextWriter _error;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption(TextWriter error)
    {
        _error = error;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 and the signal's number, as shells count: 130 after Ctrl+C, 143 after SIGTERM.</summary>
    public int ExitCode { get; private set; } = AfterInterrupt;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested)
            return; // the system's own answer: the process ends
        signal.Cancel = true;
        ExitCode = signal.Signal == PosixSignal.SIGTERM ? AfterTermination : AfterInterrupt;
        _source.Cancel(); // first of all: whoever is to be told may be gone
        try
        {
            _error.WriteLine("nmt: stopping; press Ctrl+C again to end at once");
        }
        catch (IOException)
        {
            // The terminal or the pipe was closed.
        }
    }
}
