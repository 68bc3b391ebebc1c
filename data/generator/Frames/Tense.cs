namespace Nmt.Data.Frames;

/// <summary>Tense and mood, named after the English side; <see cref="TenseTable"/> says what German makes of each.</summary>
internal enum Tense
{
    Present,
    Progressive,
    Past,
    Perfect,
    Future,
    GoingTo,
    Can,
    Must,
    HaveTo,
    Should,
    May,
    Want,
    WouldLike,
    Could,
    Wanted,
    HadTo,
    LikeTo,
    Would,
}
