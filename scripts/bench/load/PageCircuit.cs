using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Nmt.Load;

/// <summary>
/// The page, open: its HTML fetched, its circuit held over a websocket as Blazor's script holds it in a browser, which is
/// all of a browser that the server can tell.
/// </summary>
internal sealed class PageCircuit : IAsyncDisposable
{
    private readonly Caller _caller;
    private readonly Tally _tally;
    private readonly TimeProvider _time;
    private readonly HubConnection _hub;
    private readonly PageMarkup _markup;
    private readonly PageTree _tree = new();
    private readonly PageScripts _scripts = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _circuit = "";
    private string _sent = "";
    private int _calls;
    private bool _hasLeft;
    private Exception? _loss;
    private Question? _question;

    private PageCircuit(Caller caller, PageMarkup markup, Tally tally, TimeProvider time)
    {
        (_caller, _markup, _tally, _time) = (caller, markup, tally, time);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(caller.Http.BaseAddress!, "_blazor"), Connect);
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        _hub = builder.Build();
        _hub.On<int, string>("JS.AttachComponent", (component, _) => _tree.Attach(component));
        _hub.On<long, byte[]>("JS.RenderBatch", RenderAsync);
        _hub.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", (handle, name, arguments, result, target, _) =>
            AnswerAsync(new ScriptCall(handle, name, arguments, result, target)));
        _hub.On<string, bool, string?>("JS.EndInvokeDotNet", TakeCall);
        _hub.On<string>("JS.Error", message => Lose(new IOException($"JS.Error: {message}")));
        _hub.Closed += fault =>
        {
            Lose(new IOException($"the connection ended: {fault?.Message ?? "closed by the server"}"));
            return Task.CompletedTask;
        };
    }

    /// <summary>The wait after a key before the text is sent, as the page wants it.</summary>
    public TimeSpan Pause => _scripts.Pause;

    /// <summary>Returns when the reader can type.</summary>
    /// <exception cref="HttpRequestException">The page did not come.</exception>
    /// <exception cref="IOException">The circuit did not, or ended.</exception>
    public static async Task<PageCircuit> OpenAsync(Caller caller, string path, Tally tally, TimeProvider time, CancellationToken token)
    {
        var html = await caller.Http.GetStringAsync(path, token);
        var page = new PageCircuit(caller, PageMarkup.Read(html), tally, time);
        try
        {
            await page.StartAsync(new Uri(caller.Http.BaseAddress!, path), token);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends the text, if it is not the one that was sent last; null then.</summary>
    /// <param name="text">The whole text of the source pane.</param>
    /// <param name="key">When the last key was struck.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="IOException">The circuit has ended.</exception>
    public async Task<Question?> SendAsync(string text, long key, CancellationToken token)
    {
        if (text == _sent)
            return null;
        _sent = text;
        var question = new Question(text, key, _tally, _time);
        string call;
        lock (_lock)
        {
            if (_loss is not null)
                throw _loss;
            _question?.Overtake();
            _question = question;
            call = (++_calls).ToString(CultureInfo.InvariantCulture);
        }

        await _hub.SendAsync("BeginInvokeDotNetFromJS", call, null, "OnTextAsync", _scripts.SourcePane, JsonSerializer.Serialize<string[]>([text]), token);
        return question;
    }

    /// <summary>Closes the page.</summary>
    /// <param name="farewell">As a closed tab tells the server; a browser that lost its network cannot.</param>
    public async Task LeaveAsync(bool farewell)
    {
        if (_hasLeft)
            return;
        _hasLeft = true;
        try
        {
            if (farewell && _circuit.Length > 0)
            {
                using var form = new MultipartFormDataContent { { new StringContent(_circuit), "circuitId" } };
                using var response = await _caller.Http.PostAsync("_blazor/disconnect", form);
                response.EnsureSuccessStatusCode();
            }
        }
        finally
        {
            await _hub.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync(farewell: true);

    private void Connect(Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions connection)
    {
        connection.Transports = HttpTransportType.WebSockets;
        connection.Cookies = _caller.Cookies;
        connection.Headers[Caller.AddressHeader] = _caller.Address;
    }

    private async Task StartAsync(Uri address, CancellationToken token)
    {
        await _hub.StartAsync(token);
        _circuit = await _hub.InvokeAsync<string?>("StartCircuit", _caller.Http.BaseAddress!.AbsoluteUri, address.AbsoluteUri, "[]", _markup.State, token)
            ?? throw new IOException("The server did not start a circuit.");
        await _ready.Task.WaitAsync(TimeSpan.FromSeconds(60), _time, token);
    }

    private async Task RenderAsync(long batch, byte[] bytes)
    {
        try
        {
            lock (_lock)
            {
                _tree.Apply(new RenderBatch(bytes));
                if (TargetPane.Of(_tree) is { } shown)
                    _question?.See(shown);
            }

            await _hub.SendAsync("OnRenderCompleted", batch, null);
        }
        catch (Exception fault)
        {
            Lose(new IOException($"batch {batch}: {fault.Message}", fault));
        }
    }

    private async Task AnswerAsync(ScriptCall call)
    {
        try
        {
            string answer;
            bool begins;
            lock (_lock)
            {
                begins = !_scripts.IsAttached;
                answer = _scripts.Answer(call);
                begins &= _scripts.IsAttached;
                if (_scripts.SourcePane is not null)
                    _ready.TrySetResult();
                if (_scripts.Remembered is { } entry && TargetPane.Of(_tree) is { } shown)
                    _question?.Confirm(entry, shown);
            }

            if (call.Handle != 0)
                await _hub.SendAsync("EndInvokeJSFromDotNet", call.Handle, true, answer);
            if (begins)
                await _hub.SendAsync("UpdateRootComponents", _markup.Operations, _markup.State);
        }
        catch (Exception fault)
        {
            Lose(new IOException($"{call.Name}: {fault.Message}", fault));
        }
    }

    private void TakeCall(string call, bool succeeded, string? result)
    {
        if (!succeeded)
            Lose(new IOException($"call {call}: {result}"));
        lock (_lock)
        {
            if (call == _calls.ToString(CultureInfo.InvariantCulture) && TargetPane.Of(_tree) is { } shown)
                _question?.Take(shown);
        }
    }

    private void Lose(IOException reason)
    {
        lock (_lock)
        {
            _loss ??= reason;
            _question?.Lose(reason);
            _ready.TrySetException(reason);
            _ = _ready.Task.Exception;
        }
    }
}
