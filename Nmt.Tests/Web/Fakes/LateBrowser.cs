using Microsoft.JSInterop;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A browser whose part of a component is there only when the test says so; it keeps what it is then asked.</summary>
internal sealed class LateBrowser : IJSRuntime, IJSObjectReference
{
    private readonly TaskCompletionSource _attached = new();

    public List<(string Name, object? Argument)> Calls { get; } = [];

    public void Attach() => _attached.SetResult();

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
    {
        if (identifier == "attach")
        {
            await _attached.Task;
        }
        else if (identifier != "import")
        {
            Calls.Add((identifier, args?.FirstOrDefault()));
        }

        return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!;
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
        InvokeAsync<TValue>(identifier, args);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
