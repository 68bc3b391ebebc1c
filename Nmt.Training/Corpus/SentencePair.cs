namespace Nmt.Training.Corpus;

/// <summary>A sentence and its translation, as read.</summary>
/// <param name="Source">The sentence, without its line end.</param>
/// <param name="Target">The translation, without its line end.</param>
/// <param name="Line">The line of both in their files, from 1.</param>
/// <param name="Into">The language of the target, where a corpus has several directions; null where it has one.</param>
internal readonly record struct SentencePair(string Source, string Target, int Line, string? Into = null);
