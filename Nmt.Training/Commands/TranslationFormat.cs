namespace Nmt.Training.Commands;

/// <summary>The values of <c>nmt translate --format</c>.</summary>
internal enum TranslationFormat
{
    /// <summary>The best translation of each line, one a line.</summary>
    Text,

    /// <summary>One object a line.</summary>
    Json,

    /// <summary>The n-best list of Moses: <c>index ||| translation ||| score</c>.</summary>
    Moses,
}
