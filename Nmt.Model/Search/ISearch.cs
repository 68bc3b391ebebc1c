using Nmt.Model.Batching;

namespace Nmt.Model.Search;

/// <summary>A way to look for good translations in the space that a step model spans.</summary>
public interface ISearch
{
    /// <summary>Translates a batch.</summary>
    /// <param name="model">Encodes and scores.</param>
    /// <param name="source">The sentences, <c>[batch, srcLen]</c>; stays the caller's.</param>
    /// <param name="options">Width, normalisation, length cap.</param>
    /// <param name="progress">Called on this thread after each step for each sentence that is not done; null costs nothing.</param>
    /// <param name="token">Looked at before each step.</param>
    /// <returns>One result a sentence, in the batch's order. What else is in the batch does not change a result.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; no tensor is left behind.</exception>
    IReadOnlyList<SearchResult> Search(
        IStepModel model, TokenBatch source, SearchOptions options, Action<SearchProgress>? progress, CancellationToken token);
}
