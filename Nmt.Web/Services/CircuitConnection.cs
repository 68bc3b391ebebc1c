using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Nmt.Web.Services;

/// <summary>
/// Tells the components of one circuit when its browser has gone: a circuit lives on for minutes without one, and must
/// not keep the worker busy meanwhile. In a scope without a circuit nobody ever goes.
/// </summary>
public sealed class CircuitConnection : CircuitHandler
{
    private volatile TaskCompletionSource? _away;

    public event Action? Lost;

    public event Action? Restored;

    /// <summary>At once while the browser is there, else when it is back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task WhenHereAsync(CancellationToken token) => _away?.Task.WaitAsync(token) ?? Task.CompletedTask;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _away ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lost?.Invoke();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        TaskCompletionSource? away = _away;
        _away = null;
        away?.SetResult();
        Restored?.Invoke();
        return Task.CompletedTask;
    }
}
