using System.Text.Json;

namespace Nmt.Load;

/// <summary>
/// Stands in for the page's scripts: answers the server's calls as they would. A module or an object that is asked for is
/// a number; of all the page's parts only the source pane matters here.
/// </summary>
internal sealed class PageScripts
{
    // The renderer's JSCallResultType: an object stays in the browser, and the server gets its number.
    private const int ObjectResult = 1;

    private long _last;
    private long _paneModule;
    private long _pane;

    /// <summary>True once the renderer is there: the components may come to life.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>The server's half of the source pane, by which the text is sent; null before it is there.</summary>
    public long? SourcePane { get; private set; }

    /// <summary>The pane's wait after a key before it sends the text.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>The newest translation that the page put into the reader's history; null before the first.</summary>
    public HistoryEntry? Remembered { get; private set; }

    /// <summary>The answer in JSON.</summary>
    /// <param name="call">As the server sent it.</param>
    public string Answer(ScriptCall call)
    {
        using var arguments = JsonDocument.Parse(call.Arguments is { Length: > 0 } given ? given : "[]");
        var result = call.Result == ObjectResult ? ++_last : 0;
        Hear(call, arguments.RootElement, result);
        return result == 0 ? $"[{call.Handle},true,null]" : $$"""[{{call.Handle}},true,{"__jsObjectId":{{result}}}]""";
    }

    private void Hear(ScriptCall call, JsonElement arguments, long result)
    {
        switch (call.Name)
        {
            case "Blazor._internal.attachWebRendererInterop":
                IsAttached = true;
                break;
            case "import" when arguments[0].GetString()!.EndsWith("/SourceBox.razor.js", StringComparison.Ordinal):
                _paneModule = result;
                break;
            case "attach" when call.Target == _paneModule:
                _pane = result;
                SourcePane = arguments[1].GetProperty("__dotNetObject").GetInt64();
                Pause = TimeSpan.FromMilliseconds(arguments[2].GetProperty("pause").GetInt32());
                break;
            case "remember" when call.Target == _pane:
                Remembered = arguments[0].Deserialize<HistoryEntry>(JsonSerializerOptions.Web);
                break;
        }
    }
}
