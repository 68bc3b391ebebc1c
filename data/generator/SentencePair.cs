namespace Nmt.Data;

/// <summary>One line of the corpus and the frame that it came from.</summary>
internal sealed record SentencePair(string English, string German, string Frame);
