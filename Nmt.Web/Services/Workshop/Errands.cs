using System.Collections.Concurrent;
using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>How a piece of work stands.</summary>
/// <param name="Running">False when it has ended.</param>
/// <param name="Progress">The last that it said.</param>
/// <param name="Fault">Why it failed, complete in itself; null while it runs and where it was done.</param>
public sealed record Errand(bool Running, string Progress, string? Fault);

/// <summary>
/// Work that goes on when the browser that asked for it is closed. It ends with the server; what it makes is on the disk
/// and appears there whole.
/// </summary>
internal sealed partial class Errands(IHostApplicationLifetime host, ILogger<Errands> logger)
{
    private readonly ConcurrentDictionary<string, Errand> _errands = new(StringComparer.Ordinal);

    /// <summary>Raised on no particular thread.</summary>
    public event Action? Changed;

    /// <summary>Null where nothing of that name was started, or it was done and is over.</summary>
    public Errand? Find(string name) => _errands.GetValueOrDefault(name);

    /// <summary>Starts work unless the one of that name still runs.</summary>
    /// <returns>Ends with the work and never fails: the fault is in <see cref="Find"/>.</returns>
    public Task Start(string name, Func<Action<string>, CancellationToken, Task> work)
    {
        var fresh = new Errand(true, "", null);
        bool started = false;
        _errands.AddOrUpdate(
            name,
            _ =>
            {
                started = true;
                return fresh;
            },
            (_, before) =>
            {
                started = !before.Running;
                return before.Running ? before : fresh;
            });
        return started ? Task.Run(() => RunAsync(name, work)) : Task.CompletedTask;
    }

    /// <summary>Forgets how the work ended.</summary>
    public void Forget(string name)
    {
        if (_errands.TryGetValue(name, out Errand? errand) && !errand.Running)
        {
            _errands.TryRemove(name, out _);
        }
    }

    private async Task RunAsync(string name, Func<Action<string>, CancellationToken, Task> work)
    {
        Changed?.Invoke();
        string? fault = null;
        try
        {
            await work(said => Put(name, new Errand(true, said, null)), host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            fault = "The server was stopped before this was done. Start it again.";
        }
        catch (Exception thrown) when (thrown is NmtException or IOException or UnauthorizedAccessException)
        {
            fault = thrown.Message;
        }
        catch (Exception thrown)
        {
            LogFailed(logger, thrown, name);
            fault = "Something went wrong. The server's log has the reason.";
        }

        if (fault is null)
        {
            _errands.TryRemove(name, out _);
        }
        else
        {
            _errands[name] = new Errand(false, "", fault);
        }

        Changed?.Invoke();
    }

    private void Put(string name, Errand errand)
    {
        _errands[name] = errand;
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Error, "{Name} failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string name);
}
