namespace Nmt.Data;

/// <summary>One finished line of the corpus and the frame that it came from.</summary>
internal sealed record SentencePair(string English, string German, string Frame);
