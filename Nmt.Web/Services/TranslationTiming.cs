namespace Nmt.Web.Services;

/// <summary>Where the time of a translation went.</summary>
/// <param name="Queue">Until the worker began with it.</param>
/// <param name="Decode">Until it was done, with what was decoded in the same batch.</param>
/// <param name="Pieces">Of its best hypotheses.</param>
public sealed record TranslationTiming(TimeSpan Queue, TimeSpan Decode, int Pieces);
