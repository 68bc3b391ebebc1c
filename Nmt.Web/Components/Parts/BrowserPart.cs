using Microsoft.JSInterop;

namespace Nmt.Web.Components.Parts;

/// <summary>A component's half in the browser: what the module beside it, <c>X.razor.js</c>, attached to its element.</summary>
internal sealed class BrowserPart(IJSRuntime js, string component) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;

    /// <summary>Loads the module and calls its <c>attach</c>.</summary>
    public async Task AttachAsync(params object?[] arguments)
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", $"./Components/Parts/{component}.razor.js");
        _attached = await _module.InvokeAsync<IJSObjectReference>("attach", arguments);
    }

    /// <summary>Calls a function of what was attached; nothing before that.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        if (_attached is not null)
        {
            await _attached.InvokeVoidAsync(function, arguments);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_attached is not null)
            {
                await _attached.InvokeVoidAsync("dispose");
                await _attached.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its part with it.
        }
    }
}
