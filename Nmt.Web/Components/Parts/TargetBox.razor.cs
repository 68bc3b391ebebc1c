using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;
using Nmt.Web.Components.Pages;

namespace Nmt.Web.Components.Parts;

/// <summary>The translation: plain while it grows; once it is done, word by word where its words are known.</summary>
public sealed partial class TargetBox : ComponentBase, IAsyncDisposable
{
    private ElementReference _pane;
    private DotNetObjectReference<TargetBox>? _self;
    private BrowserPart? _browser;

    [Parameter, EditorRequired]
    public SessionState State { get; set; }

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter, EditorRequired]
    public string Language { get; set; } = "";

    /// <summary>The words of <see cref="Text"/>, in its order; empty where they are not known.</summary>
    [Parameter]
    public IReadOnlyList<TargetWord> Words { get; set; } = [];

    /// <summary>Which word's alternatives are shown; null for none.</summary>
    [Parameter]
    public int? Open { get; set; }

    /// <summary>Raised with the number of a word that the reader wants to see alternatives for.</summary>
    [Parameter]
    public EventCallback<int> WordChosen { get; set; }

    /// <summary>What the reader changed of the search, in words; null where nothing.</summary>
    [Parameter]
    public string? Changed { get; set; }

    /// <summary>Raised when the reader wants the model's own translation back.</summary>
    [Parameter]
    public EventCallback Restored { get; set; }

    /// <summary>Raised when the reader wants to improve the translation; without a listener there is no button for it.</summary>
    [Parameter]
    public EventCallback Improve { get; set; }

    /// <summary>Stands in place of the text; null shows the text.</summary>
    [Parameter]
    public RenderFragment? Editor { get; set; }

    /// <summary>Stands over the pane.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    /// <summary>Null where trying again is of no use.</summary>
    [Parameter]
    public Action? Retry { get; set; }

    // Also while it is decoded anew: who stands on it with the keyboard stays there.
    private bool IsRead => Text.Length > 0;

    private bool HasWords => State == SessionState.Done && Words.Count > 0;

    private RenderFragment Plain => builder => builder.AddContent(0, Text);

    /// <summary>Built by hand: white space between words counts, and a component for each word would cost more than the word.</summary>
    private RenderFragment Marked => builder =>
    {
        int position = 0;
        for (int i = 0; i < Words.Count; i++)
        {
            TextPlace place = Words[i].Place;
            builder.AddContent(0, Text[position..place.Start]);
            AddWord(builder, i);
            position = place.Start + place.Length;
        }

        builder.AddContent(1, Text[position..]);
    };

    /// <summary>Called by the browser when a word was clicked or entered.</summary>
    [JSInvokable]
    public Task OnWordAsync(int word) => word >= 0 && word < Words.Count ? WordChosen.InvokeAsync(word) : Task.CompletedTask;

    /// <summary>Called by the browser on Esc.</summary>
    [JSInvokable]
    public Task OnEscapeAsync() => Changed is null ? Task.CompletedTask : Restored.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _browser = new BrowserPart(JS, nameof(TargetBox));
            await _browser.AttachAsync(_pane, _self);
        }
    }

    private void AddWord(RenderTreeBuilder builder, int index)
    {
        TargetWord word = Words[index];
        builder.OpenElement(2, "span");
        builder.AddAttribute(3, "class", "word");
        builder.AddAttribute(4, "role", "button");
        builder.AddAttribute(5, "tabindex", "-1");
        builder.AddAttribute(6, "aria-haspopup", "listbox");
        builder.AddAttribute(7, "data-word", index.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(8, "data-from", string.Join(' ', word.Sources.Select(source => $"{source.Start}-{source.Start + source.Length}")));
        builder.AddAttribute(9, "aria-expanded", index == Open ? "true" : null);
        if (word.IsDoubtful)
        {
            builder.AddAttribute(10, "data-doubt", "");
            builder.AddAttribute(11, "aria-description", word.Confidence);
        }

        builder.AddAttribute(12, "title", word.Confidence);
        builder.AddContent(13, word.Text);
        builder.CloseElement();
    }
}
