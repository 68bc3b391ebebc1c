using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>What the reader does with a translation: other words, changes of the search, a better text, an earlier one.</summary>
public sealed partial class Translate
{
    private Interventions _interventions = Interventions.None;
    private WordPlace? _place;
    private bool _improving;
    private string? _suggestionFault;
    private IReadOnlyList<TargetWord> _words = [];
    private (Translation? Result, int Selected) _wordsOf;

    [Inject]
    private ISuggestions Suggestions { get; set; } = null!;

    private EventCallback ImproveCallback =>
        Suggestions.Enabled ? EventCallback.Factory.Create(this, Improve) : default;

    /// <summary>Of the hypothesis that is shown; found once for each.</summary>
    private IReadOnlyList<TargetWord> Words
    {
        get
        {
            if (!IsDone || _session.Result is not { } result || _selected >= result.Hypotheses.Count)
            {
                return [];
            }

            if (!ReferenceEquals(_wordsOf.Result, result) || _wordsOf.Selected != _selected)
            {
                _wordsOf = (result, _selected);
                _words = TargetWords.Of(result, result.Hypotheses[_selected]);
            }

            return _words;
        }
    }

    private RenderFragment SuggestionEditor => builder =>
    {
        builder.OpenComponent<SuggestionBox>(0);
        builder.AddComponentParameter(1, nameof(SuggestionBox.Text), ShownText);
        builder.AddComponentParameter(2, nameof(SuggestionBox.Language), ShownLanguage);
        builder.AddComponentParameter(3, nameof(SuggestionBox.Limit), Limits.Value.CharacterLimit);
        builder.AddComponentParameter(4, nameof(SuggestionBox.Fault), _suggestionFault);
        builder.AddComponentParameter(5, nameof(SuggestionBox.Sent), EventCallback.Factory.Create<string>(this, SuggestAsync));
        builder.AddComponentParameter(6, nameof(SuggestionBox.Cancelled), EventCallback.Factory.Create(this, () => _improving = false));
        builder.CloseComponent();
    };

    private async Task SwapAsync()
    {
        if (!CanSwap)
        {
            return;
        }

        (string source, string target) = (TargetLanguage, SourceLanguage);
        await ShowAsync(IsDone ? ShownText : _text, new LanguageChoice(source, target));
    }

    /// <summary>Puts a text into the source pane and translates it.</summary>
    private async Task ShowAsync(string text, LanguageChoice choice)
    {
        _choice = choice.Fit(Catalog.Models);
        _text = Cut(text);
        if (_source is not null)
        {
            await _source.SetTextAsync(_text);
        }

        Start();
    }

    private void OpenPlace(int index)
    {
        if (index < Words.Count && _session.Result is { } result && _session.Request is { } request)
        {
            string source = PieceText.Sentences(result.SourcePieces)[Words[index].Sentence].Text;
            _place = new WordPlace(index, Words[index], source, request.Model, ShownLanguage);
        }
    }

    private void ChooseWord(NextWord word)
    {
        if (_place is { } place)
        {
            Change(new SearchChange { Prefix = word.Prefix, Sentence = place.Word.Sentence });
        }
    }

    /// <summary>Decodes anew with what the reader asks, on top of what was asked before.</summary>
    private void Change(SearchChange change)
    {
        _interventions = _interventions.With(change);
        Begin(quiet: true);
    }

    /// <summary>The model's own translation again.</summary>
    private void Restore()
    {
        _interventions = Interventions.None;
        Begin(quiet: true);
    }

    private void Improve()
    {
        _place = null;
        _suggestionFault = null;
        _improving = IsDone;
    }

    private async Task SuggestAsync(string better)
    {
        if (_session.Result is not { } result || _session.Request is not { } request || _asked is not { } by)
        {
            return;
        }

        try
        {
            await Suggestions.AddAsync(new Suggestion(result.Source, better, by.Source, by.Target)
            {
                Machine = ShownText,
                Model = request.Model,
            });
            _improving = false;
            _toast = "Thank you. Your translation is kept for training.";
        }
        catch (NmtException fault)
        {
            _suggestionFault = fault.Message;
        }
    }

    private async Task RememberAsync()
    {
        if (_source is null || _session.Result is not { } result || _asked is not { } by)
        {
            return;
        }

        try
        {
            await _source.RememberAsync(new HistoryEntry(result.Source, result.Text, by.Source, by.Target));
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its history with it.
        }
    }

    private Task RecallAsync(HistoryEntry entry) => ShowAsync(entry.Text, new LanguageChoice(entry.Source, entry.Target));

    /// <summary>For a document: who translates the chosen pair, or from the language that the document turns out to be in.</summary>
    private ServedDirection? DirectionFor(string sample) => _choice.Find(
        Catalog.Models,
        _choice.Source == LanguageChoice.Auto ? Detect(sample)?.Language ?? "" : _choice.Source);
}
