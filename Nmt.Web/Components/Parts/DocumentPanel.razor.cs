using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// Translates one file at a time, in memory: the file comes over the circuit and its translation goes back the same way,
/// so nothing is written on the server and no address holds it.
/// </summary>
public sealed partial class DocumentPanel : ComponentBase, IAsyncDisposable
{
    /// <summary>The longest file, in bytes: its passages are all held in memory.</summary>
    internal const int MostBytes = 5 * 1024 * 1024;

    private const int SampleLength = 2_000;

    private static readonly string Accepted = string.Join(',', DocumentTranslator.Extensions);

    private ElementReference _root;
    private BrowserPart? _browser;
    private CancellationTokenSource? _running;
    private IDocument? _document;
    private byte[]? _result;
    private string _name = "";
    private string _target = "";
    private string _direction = "";
    private string? _fault;
    private int _done;
    private int _column = 1;
    private bool _isReady;

    /// <summary>Who translates a text, given its beginning; null where no model is ready for it.</summary>
    [Parameter, EditorRequired]
    public Func<string, ServedDirection?> DirectionFor { get; set; } = _ => null;

    [Inject]
    private DocumentTranslator Documents { get; set; } = null!;

    [Inject]
    private ILogger<DocumentPanel> Logger { get; set; } = null!;

    private bool IsWorking => _running is not null;

    private string Progress => _result is not null
        ? "Done."
        : string.Create(CultureInfo.InvariantCulture, $"{_done} of {_document!.Blocks.Count} passages");

    public async ValueTask DisposeAsync()
    {
        Cancel();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _browser = new BrowserPart(JS, nameof(DocumentPanel));
            await _browser.AttachAsync(_root);

            // The field's own script was attached before this one: a file chosen earlier would not be noticed.
            _isReady = true;
            StateHasChanged();
        }
    }

    private async Task ChooseAsync(InputFileChangeEventArgs change)
    {
        if (IsWorking)
        {
            return;
        }

        (_document, _result, _fault, _done) = (null, null, null, 0);
        _name = DocumentTranslator.Shown(change.File.Name);
        using var running = new CancellationTokenSource();
        _running = running;
        try
        {
            await TranslateAsync(change.File, running.Token);
        }
        catch (OperationCanceledException)
        {
            _document = null;
        }
        catch (Exception fault) when (fault is NmtException or UnavailableException)
        {
            (_fault, _document) = (fault.Message, null);
        }
        catch (Exception fault)
        {
            LogFailed(Logger, fault);
            (_fault, _document) = ($"{_name}: it could not be read or translated. The server's log has the reason.", null);
        }
        finally
        {
            _running = null;
        }
    }

    private async Task TranslateAsync(IBrowserFile file, CancellationToken token)
    {
        if (file.Size > MostBytes)
        {
            throw new NmtException($"{_name}: expected {MostBytes / (1024 * 1024)} MB at most. Split it.");
        }

        byte[] content = new byte[file.Size];
        await using (Stream stream = file.OpenReadStream(MostBytes, token))
        {
            await stream.ReadExactlyAsync(content, token);
        }

        var column = new TsvColumn(Math.Max(1, _column).ToString(CultureInfo.InvariantCulture));
        IDocument document = await Task.Run(() => DocumentTranslator.Open(_name, content, column), token);
        ServedDirection by = DirectionFor(Sample(document)) ?? throw new NmtException("No model is ready for these languages.");
        (_document, _target, _direction) = (document, by.Target, LanguageName.Of(by.Direction));
        StateHasChanged();
        _result = await Documents.TranslateAsync(document, by, Show, token);
    }

    private void Show(int done)
    {
        _done = done;
        StateHasChanged();
    }

    private static string Sample(IDocument document)
    {
        string text = string.Join(' ', document.Blocks.Take(50).Select(block => block.Text));
        return text[..Math.Min(text.Length, SampleLength)];
    }

    private void Cancel() => _running?.Cancel();

    private async Task DownloadAsync()
    {
        if (_result is { } bytes && _browser is not null)
        {
            using var stream = new DotNetStreamReference(new MemoryStream(bytes, writable: false));
            await _browser.CallAsync("save", DocumentTranslator.NameOf(_name, _target), stream);
        }
    }

    [LoggerMessage(LogLevel.Error, "A document could not be translated.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
