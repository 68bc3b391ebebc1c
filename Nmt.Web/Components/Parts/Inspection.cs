using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// A second look at a translation: the same request with all that the inspector shows. Only the newest look counts, and
/// the one before stays until the newer is there.
/// </summary>
internal sealed partial class Inspection(ITranslator translator, ILogger<Inspection> logger) : IDisposable
{
    private CancellationTokenSource? _running;
    private TranslationRequest? _asked;

    /// <summary>Raised after each change, on the context that asked.</summary>
    public event Action? Changed;

    /// <summary>The newest look that is done; null before the first, and after a failure.</summary>
    public Translation? Result { get; private set; }

    /// <summary>True while a newer look is under way.</summary>
    public bool IsLooking { get; private set; }

    /// <summary>Why the newest look failed, for a reader.</summary>
    public string? Fault { get; private set; }

    /// <summary>Looks, unless that is what was looked at last. Never throws: what goes wrong is shown.</summary>
    public async Task LookAsync(TranslationRequest request)
    {
        // Attention comes with the look, whether it was asked for or not.
        request = request with { Inspect = true, Attention = false };
        if (request == _asked)
        {
            return;
        }

        Stop();
        _asked = request;
        _running = new CancellationTokenSource();
        CancellationToken token = _running.Token;
        IsLooking = true;
        try
        {
            IReadOnlyList<Translation> found = await translator.TranslateAsync(request, token);
            Show(token, found[0], null);
        }
        catch (OperationCanceledException)
        {
            // Overtaken, closed, or the reader has left.
        }
        catch (Exception fault) when (fault is UnavailableException or NmtException)
        {
            Show(token, null, fault.Message);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault);
            Show(token, null, "Something went wrong on the server. Its log has the reason.");
        }
    }

    /// <summary>Ends a look that is under way; the next one begins anew.</summary>
    public void Stop()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
        _asked = null;
        IsLooking = false;
    }

    public void Dispose()
    {
        Changed = null;
        Stop();
    }

    private void Show(CancellationToken token, Translation? result, string? fault)
    {
        if (!token.IsCancellationRequested)
        {
            (Result, Fault, IsLooking) = (result, fault, false);
            Changed?.Invoke();
        }
    }

    [LoggerMessage(LogLevel.Error, "A look into a translation failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
