namespace Nmt.Web.Services;

/// <summary>A reader's better translation, kept for training.</summary>
/// <param name="Source">The text that was translated.</param>
/// <param name="Target">What its translation should be.</param>
/// <param name="SourceLanguage">The code of the text's language.</param>
/// <param name="TargetLanguage">The code of the translation's language.</param>
public sealed record Suggestion(string Source, string Target, string SourceLanguage, string TargetLanguage)
{
    /// <summary>What the model had said; empty where that is not known.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The model that had said it; empty where that is not known.</summary>
    public string Model { get; init; } = "";
}

/// <summary>Takes readers' suggestions. Members may be called from any thread at once.</summary>
public interface ISuggestions
{
    /// <summary>False where the server takes none.</summary>
    bool Enabled { get; }

    /// <summary>Keeps one; done when it is on disk.</summary>
    /// <exception cref="Nmt.Model.Errors.NmtException">It cannot be kept; the message is complete in itself.</exception>
    Task AddAsync(Suggestion suggestion, CancellationToken token = default);
}
