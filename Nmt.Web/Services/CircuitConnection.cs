using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Nmt.Web.Services;

/// <summary>
/// Tells the components of one circuit when its browser has gone: a circuit lives on for minutes without one, and must
/// not keep the worker busy meanwhile.
/// </summary>
public sealed class CircuitConnection : CircuitHandler
{
    public event Action? Lost;

    public event Action? Restored;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Lost?.Invoke();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Restored?.Invoke();
        return Task.CompletedTask;
    }
}
