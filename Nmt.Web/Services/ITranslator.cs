using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>
/// Translates with the installed models. Members may be called from any thread at once; a cancelled request stops
/// at the next decode step. Of the scope that asks: the queue is fair between circuits and between clients of the API.
/// </summary>
public interface ITranslator
{
    /// <summary>One result for each text, in the same order.</summary>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model: the request may be tried again.</exception>
    /// <exception cref="Nmt.Model.Errors.NmtException">The request's own search options cannot be met.</exception>
    Task<IReadOnlyList<Translation>> TranslateAsync(TranslationRequest request, CancellationToken token = default);

    /// <summary>
    /// The best hypothesis so far, at most ten times a second, and at last the finished translation. Each item holds the
    /// whole text, for a beam search changes its mind about the beginning, too. The request must hold one text.
    /// </summary>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model: the request may be tried again.</exception>
    /// <exception cref="Nmt.Model.Errors.NmtException">The request's own search options cannot be met.</exception>
    IAsyncEnumerable<TranslationProgress> StreamAsync(TranslationRequest request, CancellationToken token = default);

    /// <summary>Runs <paramref name="work"/> on the thread that owns the tensors, with the model.</summary>
    /// <param name="model">The <see cref="InstalledModel.Id"/>.</param>
    /// <param name="work">
    /// Gives back values, never tensors. It should look at its token often: that is cancelled when the caller leaves,
    /// the deadline passes or the server stops.
    /// </param>
    /// <param name="priority">Whether a person waits for it.</param>
    /// <param name="token">The caller's own.</param>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model: the request may be tried again.</exception>
    Task<T> AskAsync<T>(
        string model,
        Func<ILoadedModel, CancellationToken, T> work,
        RequestPriority priority = RequestPriority.Interactive,
        CancellationToken token = default);
}
