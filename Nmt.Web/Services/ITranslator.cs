using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>
/// Translates with the installed models. Members may be called from any thread at once; a cancelled request stops
/// at the next decode step.
/// </summary>
public interface ITranslator
{
    /// <summary>One result for each text, in the same order.</summary>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model: the request may be tried again.</exception>
    Task<IReadOnlyList<Translation>> TranslateAsync(TranslationRequest request, CancellationToken token = default);

    /// <summary>
    /// The best hypothesis so far, at most ten times a second, and at last the finished translation. Each item holds the
    /// whole text, for a beam search changes its mind about the beginning, too. The request must hold one text.
    /// </summary>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model: the request may be tried again.</exception>
    IAsyncEnumerable<TranslationProgress> StreamAsync(TranslationRequest request, CancellationToken token = default);
}
